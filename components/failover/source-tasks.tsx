import { Glyph, type Shape } from "@/components/glyph";
import { SectionHeading } from "@/components/section-heading";
import { Time } from "@/components/time";
import { toneInk, type Tone } from "@/components/ui/badge";
import type { SourceTask } from "@/lib/domain/failover";
import type { FailoverDetail } from "@/lib/domain/failover-view";
import { cn } from "@/lib/utils";

const LOOKS: Record<SourceTask["state"], { shape: Shape; tone: Tone; word: string }> = {
  due: { shape: "pending", tone: "risk", word: "waits for the site" },
  done: { shape: "complete", tone: "kept", word: "done" },
  gone: { shape: "gone", tone: "idle", word: "not there any more" },
  failed: { shape: "failed", tone: "breach", word: "failed" },
};

/** What the source still needs; done by itself as soon as it answers. */
export function SourceTasks({ failover: { sourceTasks, from } }: { failover: FailoverDetail }) {
  if (sourceTasks.length === 0) return null;
  return (
    <section aria-labelledby="source-tasks">
      <SectionHeading id="source-tasks" note="by itself, as soon as it answers">
        To do at {from.name}
      </SectionHeading>
      <ul>
        {sourceTasks.map((task) => (
          <Task key={task.key} task={task} />
        ))}
      </ul>
    </section>
  );
}

function Task({ task }: { task: SourceTask }) {
  const { shape, tone, word } = LOOKS[task.state];
  return (
    <li className="flex flex-wrap items-baseline gap-x-2.5 border-b border-line-soft py-1.5">
      <Glyph shape={shape} className={cn("self-center", toneInk[tone])} />
      <span>
        {task.do === "stop" ? "Shut down" : "Start"} {task.name}
      </span>
      <span className={cn("text-xs", toneInk[tone])}>{word}</span>
      {task.at ? <Time at={task.at} style="datetime-seconds" className="text-xs text-ink-3" /> : null}
      {task.detail ? <span className="w-full pl-5.5 text-xs text-ink-3">{task.detail}</span> : null}
    </li>
  );
}
