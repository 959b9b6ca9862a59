import { AsyncLocalStorage } from "node:async_hooks";
import type { ServiceName } from "./error";

/** One call to a service, seen just before it leaves, just after its answer's head came, and when its text was read. */
export type Exchange = {
  moment: "sent" | "answered" | "read";
  service: ServiceName;
  site: string;
  method: string;
  url: string;
  /** Null before the answer, 0 when there was none. */
  status: number | null;
  /** The service's own request id; before the answer the id that we sent. */
  requestId: string | null;
  ms: number;
};
export type Observe = (exchange: Exchange) => void | Promise<void>;

const observers = new AsyncLocalStorage<Observe>();

/** Runs `work`; every OpenStack call made within, however deep, is shown to `observe` (and to outer observers). */
export function withObserver<T>(observe: Observe, work: () => T): T {
  const outer = observers.getStore();
  return observers.run(outer ? both(outer, observe) : observe, work);
}

/** Shows an exchange to whoever watches here; awaited, so that a watcher can hold a call back. */
export async function notify(exchange: Exchange, own?: Observe): Promise<void> {
  await own?.(exchange);
  await observers.getStore()?.(exchange);
}

function both(first: Observe, second: Observe): Observe {
  return async (exchange) => {
    await first(exchange);
    await second(exchange);
  };
}
