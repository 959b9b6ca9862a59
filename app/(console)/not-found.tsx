import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  return (
    <>
      <PageHeader title="There is no such page in this project" />
      <EmptyState
        title="It may have been deleted, or it belongs to another project."
        actions={
          <Button asChild variant="default">
            <Link href="/">Go to the overview</Link>
          </Button>
        }
      >
        The project is chosen in the header.
      </EmptyState>
    </>
  );
}
