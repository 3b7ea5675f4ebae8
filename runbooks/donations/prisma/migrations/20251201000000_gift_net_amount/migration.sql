-- Step 1: Add column as nullable
ALTER TABLE "gifts" ADD COLUMN "net_amount" DECIMAL(12,2);

-- Step 2: Backfill data
UPDATE "gifts" SET "net_amount" = "amount" - COALESCE("processor_fee", 0) + COALESCE("fee_amount", 0);

-- Step 3: Make column required
ALTER TABLE "gifts" ALTER COLUMN "net_amount" SET NOT NULL;
