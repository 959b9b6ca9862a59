/** What was asked of the cloud, for tests and for counting a page's calls. */
type Asked = {
  at: string;
  site: string;
  service: string;
  method: string;
  path: string;
  status: number;
  requestId: string;
  /** What the caller sent as X-Openstack-Request-Id. */
  globalRequestId: string | null;
  projectId: string | null;
  ms: number;
};

export type RequestLog = {
  add(asked: Asked): void;
  all(): Asked[];
  clear(): void;
  counts(): Record<string, number>;
};

const KEPT = 20_000;

export function requestLog(): RequestLog {
  let asked: Asked[] = [];
  const counted = new Map<string, number>();
  return {
    add(one) {
      asked.push(one);
      if (asked.length > KEPT) asked = asked.slice(KEPT / 2);
      const key = `${one.site} ${one.service} ${one.method}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    },
    all: () => asked,
    clear() {
      asked = [];
      counted.clear();
    },
    counts: () => Object.fromEntries([...counted].sort()),
  };
}
