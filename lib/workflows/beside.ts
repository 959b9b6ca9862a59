/**
 * Starts work beside the one who asks, who goes on at once; work of the same name that is still under way is not
 * started a second time. `work` must not throw.
 */
export function besides(): (name: string, work: () => Promise<void>) => void {
  const under = new Set<string>();
  return (name, work) => {
    if (under.has(name)) return;
    under.add(name);
    void work().finally(() => under.delete(name));
  };
}
