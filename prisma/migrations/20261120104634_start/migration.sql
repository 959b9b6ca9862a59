-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Cloud" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "keystoneUrl" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Cloud_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Site" (
    "id" TEXT NOT NULL,
    "cloudId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "interface" TEXT NOT NULL DEFAULT 'public',
    "source" TEXT NOT NULL DEFAULT 'page',
    "allowedHosts" TEXT[],
    "backupStore" TEXT,
    "caCertificate" TEXT,
    "serviceAccountSealed" TEXT,
    "state" TEXT NOT NULL DEFAULT 'unknown',
    "problem" TEXT,
    "services" JSONB NOT NULL DEFAULT '[]',
    "abilities" JSONB NOT NULL DEFAULT '[]',
    "checkedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "cloudId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "projectName" TEXT NOT NULL,
    "roles" TEXT[],
    "method" TEXT NOT NULL,
    "secretSealed" TEXT NOT NULL,
    "tokenExpiresAt" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Preference" (
    "cloudId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,

    CONSTRAINT "Preference_pkey" PRIMARY KEY ("cloudId","userId")
);

-- CreateTable
CREATE TABLE "Plan" (
    "id" TEXT NOT NULL,
    "cloudId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "projectName" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "recoverySiteId" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "provider" TEXT NOT NULL DEFAULT 'native',
    "selection" JSONB NOT NULL,
    "schedule" JSONB NOT NULL,
    "retention" JSONB NOT NULL,
    "fullEvery" INTEGER NOT NULL,
    "consistency" TEXT NOT NULL,
    "userDataSealed" TEXT,
    "state" TEXT NOT NULL DEFAULT 'active',
    "pausedReason" TEXT,
    "pausedAt" TIMESTAMPTZ(3),
    "ownerUserId" TEXT NOT NULL,
    "ownerUserName" TEXT NOT NULL,
    "lastSlotAt" TIMESTAMPTZ(3),
    "activatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Objective" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rpoMinutes" INTEGER NOT NULL,
    "rtoMinutes" INTEGER NOT NULL,
    "targetPercent" DOUBLE PRECISION NOT NULL,
    "rung" TEXT NOT NULL,
    "setBy" TEXT NOT NULL,

    CONSTRAINT "Objective_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "planId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "Member_pkey" PRIMARY KEY ("planId","kind","resourceId","joinedAt")
);

-- CreateTable
CREATE TABLE "Credential" (
    "planId" TEXT NOT NULL,
    "cloudId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "remoteId" TEXT NOT NULL,
    "secretSealed" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "restricted" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "problem" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("planId")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "cloudId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "trigger" TEXT NOT NULL,
    "runId" TEXT,
    "slotAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "capturedAt" TIMESTAMPTZ(3),
    "spreadMs" INTEGER,
    "localAt" TIMESTAMPTZ(3),
    "offsiteAt" TIMESTAMPTZ(3),
    "verifiedAt" TIMESTAMPTZ(3),
    "goneAt" TIMESTAMPTZ(3),
    "goneReason" TEXT,
    "consistency" TEXT,
    "full" BOOLEAN NOT NULL DEFAULT false,
    "chainLength" INTEGER,
    "sizeGiB" DOUBLE PRECISION,
    "memberCount" INTEGER NOT NULL DEFAULT 0,
    "capturedCount" INTEGER NOT NULL DEFAULT 0,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "pinnedReason" TEXT,
    "cause" TEXT,
    "manifest" JSONB,
    "manifestSha256" TEXT,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Captured" (
    "id" TEXT NOT NULL,
    "checkpointId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "capturedAt" TIMESTAMPTZ(3),
    "sizeGiB" DOUBLE PRECISION,
    "consistency" TEXT,
    "cause" TEXT,
    "dependsOn" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "Captured_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Copy" (
    "id" TEXT NOT NULL,
    "capturedId" TEXT NOT NULL,
    "checkpointId" TEXT NOT NULL,
    "cloudId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "medium" TEXT NOT NULL,
    "remoteId" TEXT NOT NULL,
    "parentId" TEXT,
    "incremental" BOOLEAN NOT NULL DEFAULT false,
    "sizeGiB" DOUBLE PRECISION,
    "state" TEXT NOT NULL DEFAULT 'creating',
    "record" JSONB,
    "imported" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "availableAt" TIMESTAMPTZ(3),
    "goneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Copy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "cloudId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "projectName" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "targetSiteId" TEXT,
    "planId" TEXT,
    "checkpointId" TEXT,
    "input" JSONB NOT NULL,
    "result" JSONB,
    "cause" JSONB,
    "requestedBy" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "expectedMs" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Step" (
    "id" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expectedMs" INTEGER,
    "detail" TEXT,
    "cause" JSONB,
    "requestIds" TEXT[],

    CONSTRAINT "Step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Created" (
    "id" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "cloudId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Created_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Listing" (
    "cloudId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "page" JSONB NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Listing_pkey" PRIMARY KEY ("cloudId","projectId","siteId","key")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "cloudId" TEXT,
    "projectId" TEXT,
    "projectName" TEXT,
    "action" TEXT NOT NULL,
    "objectKind" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "objectName" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "reason" TEXT,
    "address" TEXT,
    "requestId" TEXT,
    "before" JSONB,
    "after" JSONB,
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "pid" INTEGER NOT NULL,
    "host" TEXT NOT NULL,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Cloud_keystoneUrl_key" ON "Cloud"("keystoneUrl");

-- CreateIndex
CREATE INDEX "Site_cloudId_idx" ON "Site"("cloudId");

-- CreateIndex
CREATE INDEX "Session_cloudId_userId_idx" ON "Session"("cloudId", "userId");

-- CreateIndex
CREATE INDEX "SignInAttempt_key_at_idx" ON "SignInAttempt"("key", "at");

-- CreateIndex
CREATE INDEX "Plan_cloudId_projectId_deletedAt_idx" ON "Plan"("cloudId", "projectId", "deletedAt");

-- CreateIndex
CREATE INDEX "Plan_state_deletedAt_idx" ON "Plan"("state", "deletedAt");

-- CreateIndex
CREATE INDEX "Objective_planId_fromAt_idx" ON "Objective"("planId", "fromAt");

-- CreateIndex
CREATE INDEX "Member_kind_resourceId_idx" ON "Member"("kind", "resourceId");

-- CreateIndex
CREATE INDEX "Checkpoint_planId_createdAt_idx" ON "Checkpoint"("planId", "createdAt");

-- CreateIndex
CREATE INDEX "Checkpoint_cloudId_projectId_createdAt_idx" ON "Checkpoint"("cloudId", "projectId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Checkpoint_planId_slotAt_key" ON "Checkpoint"("planId", "slotAt");

-- CreateIndex
CREATE INDEX "Captured_kind_resourceId_idx" ON "Captured"("kind", "resourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Captured_checkpointId_kind_resourceId_key" ON "Captured"("checkpointId", "kind", "resourceId");

-- CreateIndex
CREATE INDEX "Copy_parentId_idx" ON "Copy"("parentId");

-- CreateIndex
CREATE INDEX "Copy_checkpointId_idx" ON "Copy"("checkpointId");

-- CreateIndex
CREATE UNIQUE INDEX "Copy_siteId_medium_remoteId_key" ON "Copy"("siteId", "medium", "remoteId");

-- CreateIndex
CREATE INDEX "Run_cloudId_projectId_createdAt_idx" ON "Run"("cloudId", "projectId", "createdAt");

-- CreateIndex
CREATE INDEX "Run_planId_createdAt_idx" ON "Run"("planId", "createdAt");

-- CreateIndex
CREATE INDEX "Run_checkpointId_idx" ON "Run"("checkpointId");

-- CreateIndex
CREATE INDEX "Run_state_idx" ON "Run"("state");

-- CreateIndex
CREATE INDEX "Step_runId_position_idx" ON "Step"("runId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Step_runId_key_key" ON "Step"("runId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Created_siteId_kind_resourceId_runId_key" ON "Created"("siteId", "kind", "resourceId", "runId");

-- CreateIndex
CREATE INDEX "Audit_cloudId_projectId_at_idx" ON "Audit"("cloudId", "projectId", "at");

-- CreateIndex
CREATE INDEX "Audit_objectId_idx" ON "Audit"("objectId");

-- AddForeignKey
ALTER TABLE "Site" ADD CONSTRAINT "Site_cloudId_fkey" FOREIGN KEY ("cloudId") REFERENCES "Cloud"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Objective" ADD CONSTRAINT "Objective_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Captured" ADD CONSTRAINT "Captured_checkpointId_fkey" FOREIGN KEY ("checkpointId") REFERENCES "Checkpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Copy" ADD CONSTRAINT "Copy_checkpointId_fkey" FOREIGN KEY ("checkpointId") REFERENCES "Checkpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Copy" ADD CONSTRAINT "Copy_capturedId_fkey" FOREIGN KEY ("capturedId") REFERENCES "Captured"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Step" ADD CONSTRAINT "Step_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Created" ADD CONSTRAINT "Created_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
