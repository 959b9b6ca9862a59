"use client";

import { useState } from "react";

import { Callout } from "@/components/callout";
import { EmptyState } from "@/components/empty-state";
import { ServerDialog } from "@/components/recovery-settings/server-dialog";
import { WaveList } from "@/components/recovery-settings/wave-list";
import { SectionHeading } from "@/components/section-heading";
import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/format";
import { withServer } from "@/lib/domain/recovery-edit";
import { orderOf, type ServerOrder } from "@/lib/domain/recovery-order";
import { serverRecovery, type RecoverySettings, type ServerRecovery } from "@/lib/domain/recovery-settings";
import type { RestoreSource } from "@/lib/domain/restore-source";

type OrderSectionProps = {
  source: RestoreSource;
  settings: RecoverySettings;
  canWrite: boolean;
  onChange: (settings: RecoverySettings) => void;
};

/** In which order the servers come up, and what must hold before each counts as up. */
export function OrderSection({ source, settings, canWrite, onChange }: OrderSectionProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const [news, setNews] = useState("");
  const { order, problem } = sorted(source, settings);
  const server = order.servers.find(({ serverId }) => serverId === edited);
  const apply = (changed: ServerRecovery) => {
    const next = withServer(settings, changed);
    onChange(next);
    setNews(`${changed.name} is in wave ${waveOf(sorted(source, next).order, changed.serverId)}.`);
    setEdited(null);
  };
  return (
    <section aria-labelledby="order">
      <SectionHeading id="order" note={`${countOf(order.waves.length, "wave")}; within a wave all start side by side`}>
        Order
      </SectionHeading>
      {problem ? (
        <Callout tone="breach" title="The servers wait for each other" className="mb-2">
          {problem} Take one of them out of what another comes after.
        </Callout>
      ) : null}
      {order.servers.length === 0 ? <EmptyState title="The newest checkpoint holds no server." /> : null}
      <WaveList order={order} canWrite={canWrite} onEdit={setEdited} />
      <p role="status" className="sr-only">
        {news}
      </p>
      {server ? (
        <ServerDialog server={server} servers={order.servers} onApply={apply} onClose={() => setEdited(null)} />
      ) : null}
    </section>
  );
}

/** Servers that wait for each other in a circle are shown as one wave, so that the circle can be undone. */
function sorted(source: RestoreSource, settings: RecoverySettings): { order: ServerOrder; problem: string | null } {
  try {
    return { order: orderOf(source, settings), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const known = new Map(settings.servers.map((server) => [server.serverId, server]));
    const servers = source.servers.map(
      ({ serverId, name }) => known.get(serverId) ?? serverRecovery.parse({ serverId, name }),
    );
    return { order: { waves: [servers.map(({ serverId }) => serverId)], servers }, problem: `${error.message}.` };
  }
}

function waveOf({ waves }: ServerOrder, serverId: string): number {
  return waves.findIndex((wave) => wave.includes(serverId)) + 1;
}
