CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TYPE "public"."locale" AS ENUM('ko', 'en');--> statement-breakpoint
CREATE TYPE "public"."auction_status" AS ENUM('WAITING', 'ACTIVE', 'ENDED', 'CANCELLED');--> statement-breakpoint
CREATE TYPE "public"."item_condition" AS ENUM('NEW', 'USED_S', 'USED_A', 'USED_B', 'USED_C');--> statement-breakpoint
CREATE TYPE "public"."shipping_payer" AS ENUM('SELLER', 'BUYER');--> statement-breakpoint
CREATE TYPE "public"."notification_kind" AS ENUM('OUTBID', 'NEW_BID', 'WON', 'SOLD', 'UNSOLD', 'REFUNDED_BY_BUY_NOW', 'AUCTION_CANCELLED', 'QUESTION', 'ANSWER', 'REVIEW', 'ENDING_SOON');--> statement-breakpoint
CREATE TYPE "public"."transaction_type" AS ENUM('DEPOSIT', 'BID_LOCK', 'BID_REFUND', 'PAYMENT', 'EARNING', 'WITHDRAWAL');--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"session_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"email" text NOT NULL,
	"nickname" text NOT NULL,
	"password_hash" text NOT NULL,
	"reputation_score" smallint,
	"review_count" integer DEFAULT 0 NOT NULL,
	"region_code" text NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"locale" "locale" DEFAULT 'ko' NOT NULL,
	"terms_agreed_at" timestamp with time zone NOT NULL,
	"privacy_agreed_at" timestamp with time zone NOT NULL,
	"age14_confirmed_at" timestamp with time zone NOT NULL,
	"marketing_agreed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_names_nfc" CHECK ("users"."username" is nfc normalized and "users"."email" is nfc normalized and "users"."nickname" is nfc normalized),
	CONSTRAINT "users_reputation_range" CHECK ("users"."reputation_score" between 0 and 100),
	CONSTRAINT "users_reputation_needs_reviews" CHECK (("users"."reputation_score" is null) = ("users"."review_count" = 0))
);
--> statement-breakpoint
CREATE TABLE "auction_images" (
	"auction_id" bigint NOT NULL,
	"position" smallint NOT NULL,
	"key" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"blur" text NOT NULL,
	CONSTRAINT "auction_images_auction_id_position_pk" PRIMARY KEY("auction_id","position"),
	CONSTRAINT "auction_images_position" CHECK ("auction_images"."position" between 0 and 7),
	CONSTRAINT "auction_images_size" CHECK ("auction_images"."width" > 0 and "auction_images"."height" > 0)
);
--> statement-breakpoint
CREATE TABLE "auctions" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"seller_id" bigint NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"start_price" numeric(12,0) NOT NULL,
	"current_price" numeric(12,0) DEFAULT 0 NOT NULL,
	"instant_price" numeric(12,0),
	"bid_unit" numeric(12,0) DEFAULT 1000 NOT NULL,
	"start_time" timestamp with time zone NOT NULL,
	"end_time" timestamp with time zone NOT NULL,
	"status" "auction_status" DEFAULT 'WAITING' NOT NULL,
	"region_code" text NOT NULL,
	"category" text NOT NULL,
	"is_national" boolean NOT NULL,
	"condition" "item_condition" NOT NULL,
	"shipping_payer" "shipping_payer" NOT NULL,
	"leader_id" bigint,
	"winner_id" bigint,
	"final_price" numeric(12,0),
	"bid_count" integer DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "auctions_title_length" CHECK (char_length("auctions"."title") between 1 and 100),
	CONSTRAINT "auctions_prices" CHECK ("auctions"."start_price" > 0 and "auctions"."bid_unit" > 0 and "auctions"."current_price" >= 0 and ("auctions"."instant_price" is null or "auctions"."instant_price" > "auctions"."start_price")),
	CONSTRAINT "auctions_times" CHECK ("auctions"."end_time" > "auctions"."start_time"),
	CONSTRAINT "auctions_leader_not_seller" CHECK ("auctions"."leader_id" <> "auctions"."seller_id" and "auctions"."winner_id" <> "auctions"."seller_id"),
	CONSTRAINT "auctions_leader_has_bid" CHECK (("auctions"."leader_id" is null) = ("auctions"."bid_count" = 0) and ("auctions"."bid_count" = 0) = ("auctions"."current_price" = 0) and "auctions"."bid_count" >= 0),
	CONSTRAINT "auctions_winner_when_ended" CHECK ("auctions"."winner_id" is null or "auctions"."status" = 'ENDED'),
	CONSTRAINT "auctions_final_price_with_winner" CHECK (("auctions"."winner_id" is null) = ("auctions"."final_price" is null)),
	CONSTRAINT "auctions_ended_at" CHECK (("auctions"."status" in ('ENDED', 'CANCELLED')) = ("auctions"."ended_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "bids" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"auction_id" bigint NOT NULL,
	"bidder_id" bigint NOT NULL,
	"amount" numeric(12,0) NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bids_auction_amount_key" UNIQUE("auction_id","amount"),
	CONSTRAINT "bids_amount" CHECK ("bids"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"auction_id" bigint NOT NULL,
	"writer_id" bigint NOT NULL,
	"content" text NOT NULL,
	"parent_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comments_content_length" CHECK (char_length("comments"."content") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"auction_id" bigint NOT NULL,
	"reviewer_id" bigint NOT NULL,
	"seller_id" bigint NOT NULL,
	"rating" smallint NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reviews_auction_key" UNIQUE("auction_id"),
	CONSTRAINT "reviews_rating" CHECK ("reviews"."rating" between 1 and 5),
	CONSTRAINT "reviews_content_length" CHECK (char_length("reviews"."content") between 1 and 1000),
	CONSTRAINT "reviews_not_oneself" CHECK ("reviews"."reviewer_id" <> "reviews"."seller_id")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"key" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"blur" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "watchers" (
	"user_id" bigint NOT NULL,
	"auction_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "watchers_user_id_auction_id_pk" PRIMARY KEY("user_id","auction_id")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"recipient_id" bigint NOT NULL,
	"kind" "notification_kind" NOT NULL,
	"params" jsonb NOT NULL,
	"link" text NOT NULL,
	"auction_id" bigint,
	"is_read" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"slug" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"parent" text,
	"position" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"parent_code" text,
	"depth" smallint NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	CONSTRAINT "regions_depth" CHECK ("regions"."depth" between 1 and 3 and ("regions"."depth" = 1) = ("regions"."parent_code" is null))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"user_id" bigint NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response" json NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_key_pk" PRIMARY KEY("user_id","key"),
	CONSTRAINT "idempotency_keys_length" CHECK (char_length("idempotency_keys"."key") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"wallet_id" bigint NOT NULL,
	"type" "transaction_type" NOT NULL,
	"balance_delta" numeric(12,0) NOT NULL,
	"locked_delta" numeric(12,0) NOT NULL,
	"balance_after" numeric(12,0) NOT NULL,
	"locked_after" numeric(12,0) NOT NULL,
	"auction_id" bigint,
	"bid_id" bigint,
	"description" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "transactions_after_not_negative" CHECK ("transactions"."balance_after" >= 0 and "transactions"."locked_after" >= 0),
	CONSTRAINT "transactions_sign_pattern" CHECK (case "transactions"."type"
        when 'DEPOSIT' then "transactions"."balance_delta" > 0 and "transactions"."locked_delta" = 0 and "transactions"."auction_id" is null
        when 'BID_LOCK' then "transactions"."balance_delta" < 0 and "transactions"."locked_delta" = -"transactions"."balance_delta" and "transactions"."auction_id" is not null
        when 'BID_REFUND' then "transactions"."balance_delta" > 0 and "transactions"."locked_delta" = -"transactions"."balance_delta" and "transactions"."auction_id" is not null
        when 'PAYMENT' then (("transactions"."balance_delta" = 0 and "transactions"."locked_delta" < 0) or ("transactions"."balance_delta" < 0 and "transactions"."locked_delta" = 0)) and "transactions"."auction_id" is not null
        when 'EARNING' then "transactions"."balance_delta" > 0 and "transactions"."locked_delta" = 0 and "transactions"."auction_id" is not null
        when 'WITHDRAWAL' then "transactions"."balance_delta" < 0 and "transactions"."locked_delta" = 0 and "transactions"."auction_id" is null
      end)
);
--> statement-breakpoint
CREATE TABLE "wallets" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"balance" numeric(12,0) DEFAULT 0 NOT NULL,
	"locked_balance" numeric(12,0) DEFAULT 0 NOT NULL,
	CONSTRAINT "wallets_user_key" UNIQUE("user_id"),
	CONSTRAINT "wallets_not_negative" CHECK ("wallets"."balance" >= 0 and "wallets"."locked_balance" >= 0)
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auction_images" ADD CONSTRAINT "auction_images_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_seller_id_users_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_category_categories_slug_fk" FOREIGN KEY ("category") REFERENCES "public"."categories"("slug") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_leader_id_users_id_fk" FOREIGN KEY ("leader_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_winner_id_users_id_fk" FOREIGN KEY ("winner_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bids" ADD CONSTRAINT "bids_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bids" ADD CONSTRAINT "bids_bidder_id_users_id_fk" FOREIGN KEY ("bidder_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_writer_id_users_id_fk" FOREIGN KEY ("writer_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_parent_id_comments_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."comments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_seller_id_users_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watchers" ADD CONSTRAINT "watchers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watchers" ADD CONSTRAINT "watchers_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_recipient_id_users_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_categories_slug_fk" FOREIGN KEY ("parent") REFERENCES "public"."categories"("slug") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_parent_code_regions_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."regions"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_bid_id_bids_id_fk" FOREIGN KEY ("bid_id") REFERENCES "public"."bids"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_user" ON "api_tokens" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_username_key" ON "users" USING btree (lower("username"));--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "users_nickname_key" ON "users" USING btree (lower("nickname"));--> statement-breakpoint
CREATE INDEX "auctions_due" ON "auctions" USING btree ("status","end_time") WHERE "auctions"."status" = 'ACTIVE';--> statement-breakpoint
CREATE INDEX "auctions_waiting" ON "auctions" USING btree ("start_time") WHERE "auctions"."status" = 'WAITING';--> statement-breakpoint
CREATE INDEX "auctions_region" ON "auctions" USING btree ("region_code","status");--> statement-breakpoint
CREATE INDEX "auctions_category" ON "auctions" USING btree ("category","status","end_time");--> statement-breakpoint
CREATE INDEX "auctions_seller" ON "auctions" USING btree ("seller_id","created_at");--> statement-breakpoint
CREATE INDEX "auctions_leader" ON "auctions" USING btree ("leader_id") WHERE "auctions"."status" = 'ACTIVE';--> statement-breakpoint
CREATE INDEX "auctions_winner" ON "auctions" USING btree ("winner_id");--> statement-breakpoint
CREATE INDEX "auctions_title_trigram" ON "auctions" USING gin ("title" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "bids_auction_highest" ON "bids" USING btree ("auction_id","amount" desc);--> statement-breakpoint
CREATE INDEX "bids_bidder" ON "bids" USING btree ("bidder_id","created_at" desc);--> statement-breakpoint
CREATE INDEX "comments_auction" ON "comments" USING btree ("auction_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "comments_one_answer" ON "comments" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "reviews_seller" ON "reviews" USING btree ("seller_id","created_at" desc);--> statement-breakpoint
CREATE INDEX "uploads_created" ON "uploads" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "uploads_user" ON "uploads" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "watchers_auction" ON "watchers" USING btree ("auction_id");--> statement-breakpoint
CREATE INDEX "notifications_recipient" ON "notifications" USING btree ("recipient_id","created_at" desc);--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_one_unread" ON "notifications" USING btree ("recipient_id","auction_id","kind") WHERE "notifications"."kind" in ('NEW_BID', 'OUTBID') and not "notifications"."is_read";--> statement-breakpoint
CREATE INDEX "outbox_created" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "categories_parent" ON "categories" USING btree ("parent");--> statement-breakpoint
CREATE INDEX "regions_parent" ON "regions" USING btree ("parent_code");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "transactions_wallet" ON "transactions" USING btree ("wallet_id","created_at","id");--> statement-breakpoint
CREATE INDEX "transactions_auction" ON "transactions" USING btree ("auction_id");