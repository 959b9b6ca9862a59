-- CreateTable
CREATE TABLE "Recovery" (
    "planId" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "Recovery_pkey" PRIMARY KEY ("planId")
);

-- CreateTable
CREATE TABLE "Failover" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "fromSiteId" TEXT NOT NULL,
    "toSiteId" TEXT NOT NULL,
    "checkpointId" TEXT,
    "workload" TEXT NOT NULL DEFAULT 'preparing',
    "cleanup" TEXT NOT NULL DEFAULT 'none',
    "reason" TEXT NOT NULL,
    "declaredBy" TEXT NOT NULL,
    "impactAt" TIMESTAMPTZ(3),
    "declaredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pointAt" TIMESTAMPTZ(3),
    "upAt" TIMESTAMPTZ(3),
    "committedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),
    "cleanedAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "successors" JSONB NOT NULL DEFAULT '[]',
    "sourceTasks" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "Failover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "runId" TEXT NOT NULL,
    "stepKey" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("runId","stepKey")
);

-- CreateIndex
CREATE INDEX "Failover_planId_declaredAt_idx" ON "Failover"("planId", "declaredAt");

-- AddForeignKey
ALTER TABLE "Recovery" ADD CONSTRAINT "Recovery_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Failover" ADD CONSTRAINT "Failover_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Failover" ADD CONSTRAINT "Failover_id_fkey" FOREIGN KEY ("id") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
