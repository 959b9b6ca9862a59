/** The mark: the wall above, the calmed swell below it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 18 18" aria-hidden className={className} fill="none" stroke="currentColor" strokeWidth="1.8">
      <path d="M2 4.5h14" />
      <path d="M1 12.5c2.7 0 2.7-3 5.3-3s2.7 3 5.4 3 2.6-3 5.3-3" />
    </svg>
  );
}
