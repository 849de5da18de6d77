ALTER TYPE "public"."notification_kind" ADD VALUE 'DEPOSIT_DONE';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'DEPOSIT_FAILED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'DEPOSIT_CANCELLED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'PAYOUT_SENT';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'PAYOUT_RETURNED';