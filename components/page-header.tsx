import type { ReactNode } from "react";

type PageHeaderProps = {
  /** The page's finding, or the object's name. */
  title: ReactNode;
  meta?: ReactNode;
  /** Buttons; the main one last, as in the drawings. */
  actions?: ReactNode;
};

export function PageHeader({ title, meta, actions }: PageHeaderProps) {
  return (
    <div data-slot="page-header" className="mb-4 flex flex-wrap items-start gap-x-3 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="text-2xl font-semibold tracking-[-0.02em]">{title}</h1>
        {meta ? <div className="mt-0.5 text-ink-2">{meta}</div> : null}
      </div>
      {actions ? (
        <div data-print="hide" className="flex flex-wrap gap-2">
          {actions}
        </div>
      ) : null}
    </div>
  );
}
