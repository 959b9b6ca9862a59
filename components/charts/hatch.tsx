/** Stripes for stretches that broke the promise: legible without colour. Goes into an SVG's <defs>; fill with `url(#id)`. */
export function Hatch({ id, className }: { id: string; className?: string }) {
  return (
    <pattern
      id={id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
      className={className}
    >
      <line x1="0" y1="0" x2="0" y2="6" stroke="var(--hatch)" strokeWidth="3" />
    </pattern>
  );
}
