-- AlterTable
ALTER TABLE "Checkpoint" ADD COLUMN     "offsiteCause" TEXT;

-- AlterTable
ALTER TABLE "Plan" ADD COLUMN     "offsiteWay" TEXT NOT NULL DEFAULT 'shared-store';
