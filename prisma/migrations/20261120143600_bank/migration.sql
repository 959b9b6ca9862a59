-- CreateTable
CREATE TABLE "Bank" (
    "planId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "keySealed" TEXT NOT NULL,
    "keyShownAt" TIMESTAMPTZ(3),
    "writer" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER,
    "fingerprint" TEXT,
    "writtenAt" TIMESTAMPTZ(3),
    "triedAt" TIMESTAMPTZ(3),
    "problem" TEXT,
    "leasedBy" TEXT,
    "leasedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Bank_pkey" PRIMARY KEY ("planId")
);

-- AddForeignKey
ALTER TABLE "Bank" ADD CONSTRAINT "Bank_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
