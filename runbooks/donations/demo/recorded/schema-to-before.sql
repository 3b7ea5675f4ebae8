-- AlterTable
ALTER TABLE "gifts" DROP COLUMN "net_amount";

