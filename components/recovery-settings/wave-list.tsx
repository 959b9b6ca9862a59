"use client";

import { gateTitle } from "@/components/recovery-settings/gate-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ServerOrder } from "@/lib/domain/recovery-order";
import type { ServerRecovery } from "@/lib/domain/recovery-settings";

type WaveListProps = { order: ServerOrder; canWrite: boolean; onEdit: (serverId: string) => void };

/** The waves below each other, each with its servers. */
export function WaveList({ order: { waves, servers }, canWrite, onEdit }: WaveListProps) {
  const names = new Map(servers.map(({ serverId, name }) => [serverId, name]));
  return (
    <ol className="grid gap-3">
      {waves.map((wave, index) => (
        <li key={wave.join()} className="rounded-md border border-line px-3.5 py-2.5">
          <h3 className="text-xs font-medium text-ink-3">
            Wave {index + 1}
            {index === 0 ? ", at once" : ", each once those that it comes after are up"}
          </h3>
          <ul>
            {servers
              .filter(({ serverId }) => wave.includes(serverId))
              .map((server) => (
                <li
                  key={server.serverId}
                  className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line-soft py-1.5 last:border-b-0"
                >
                  <Summary server={server} names={names} />
                  {canWrite ? (
                    <Button
                      size="sm"
                      id={editButtonId(server.serverId)}
                      aria-label={`Change how ${server.name} comes back`}
                      onClick={() => onEdit(server.serverId)}
                    >
                      Change
                    </Button>
                  ) : null}
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** By which the focus finds its way back when the server has moved to another wave. */
export const editButtonId = (serverId: string) => `change-${serverId}`;

function Summary({ server, names }: { server: ServerRecovery; names: ReadonlyMap<string, string> }) {
  const { name, after, critical, gates } = server;
  return (
    <div className="min-w-0 flex-1">
      <p className="font-medium break-words">
        {name} <Badge className="ml-1 font-normal">{critical ? "critical" : "optional"}</Badge>
      </p>
      <p className="text-xs text-ink-2">
        {after.length === 0
          ? "comes after nothing"
          : `comes after ${after.map((id) => names.get(id) ?? id).join(", ")}`}
        {gates.length === 0 ? "; up when Nova says ACTIVE" : "; up when ACTIVE and then"}
      </p>
      {gates.length > 0 ? (
        <ul className="list-disc pl-4 text-xs text-ink-2">
          {gates.map((gate, index) => (
            <li key={index} className="break-words">
              {gateTitle(gate)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
