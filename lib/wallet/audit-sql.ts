/**
 * The invariants of the ledger. Each row that it returns is a fault: the rule, the place and the figures.
 *
 * One statement, so that all rules look at the same snapshot of a market that goes on trading. A module instead of an
 * `.sql` file, because a bundle of the web process has no folder to read one from. A ledger is ordered by its ids, which
 * are drawn under the wallet's lock; its times are read by several clocks.
 */
export const AUDIT_SQL = `
WITH chain AS (
  SELECT id, wallet_id, balance_delta, locked_delta, balance_after, locked_after,
    coalesce(lag(balance_after) OVER by_id, 0) AS balance_before,
    coalesce(lag(locked_after) OVER by_id, 0) AS locked_before
  FROM transactions WINDOW by_id AS (PARTITION BY wallet_id ORDER BY id)
), ledger AS (
  SELECT wallet_id,
    sum(balance_delta) AS balance, sum(locked_delta) AS locked,
    (array_agg(balance_after ORDER BY id DESC))[1] AS last_balance,
    (array_agg(locked_after ORDER BY id DESC))[1] AS last_locked
  FROM transactions GROUP BY wallet_id
), highest AS (
  SELECT DISTINCT ON (auction_id) auction_id, amount, bidder_id,
    count(*) OVER (PARTITION BY auction_id) AS bids
  FROM bids WHERE excluded_by IS NULL ORDER BY auction_id, amount DESC
), settled AS (
  SELECT t.auction_id,
    count(*) FILTER (WHERE t.type = 'PAYMENT') AS payments,
    count(*) FILTER (WHERE t.type = 'EARNING') AS earnings,
    sum(-t.balance_delta - t.locked_delta) FILTER (WHERE t.type = 'PAYMENT') AS paid,
    sum(t.balance_delta) FILTER (WHERE t.type = 'EARNING') AS earned,
    max(w.user_id) FILTER (WHERE t.type = 'PAYMENT') AS payer,
    max(w.user_id) FILTER (WHERE t.type = 'EARNING') AS earner
  FROM transactions t JOIN wallets w ON w.id = t.wallet_id
  WHERE t.type IN ('PAYMENT', 'EARNING') GROUP BY t.auction_id
), held AS (
  SELECT wallet_id, auction_id, sum(locked_delta) AS amount
  FROM transactions WHERE auction_id IS NOT NULL GROUP BY wallet_id, auction_id
), leads AS (
  SELECT w.id AS wallet_id, a.id AS auction_id, a.current_price AS amount
  FROM auctions a JOIN wallets w ON w.user_id = a.leader_id WHERE a.status = 'ACTIVE'
)
SELECT '1 a wallet is the sum of its entries' AS rule, 'wallet ' || w.id AS subject,
  jsonb_build_object('balance', w.balance, 'locked', w.locked_balance, 'sumBalance', l.balance,
    'sumLocked', l.locked, 'lastBalance', l.last_balance, 'lastLocked', l.last_locked) AS figures
FROM wallets w LEFT JOIN ledger l ON l.wallet_id = w.id
WHERE (w.balance, w.locked_balance) IS DISTINCT FROM (coalesce(l.balance, 0), coalesce(l.locked, 0))
   OR (w.balance, w.locked_balance) IS DISTINCT FROM (coalesce(l.last_balance, 0), coalesce(l.last_locked, 0))

UNION ALL
SELECT '1 an entry leads from what the one before it left', 'entry ' || id,
  jsonb_build_object('wallet', wallet_id, 'balanceBefore', balance_before, 'balanceDelta', balance_delta,
    'balanceAfter', balance_after, 'lockedBefore', locked_before, 'lockedDelta', locked_delta,
    'lockedAfter', locked_after)
FROM chain
WHERE balance_after <> balance_before + balance_delta OR locked_after <> locked_before + locked_delta

UNION ALL
SELECT '2 all wallets hold what came in less what went out', 'all wallets',
  jsonb_build_object('held', held, 'deposits', came, 'withdrawals', went)
FROM (SELECT coalesce(sum(balance + locked_balance), 0) AS held FROM wallets) AS holding,
  (SELECT coalesce(sum(balance_delta) FILTER (WHERE type = 'DEPOSIT'), 0) AS came,
    coalesce(-sum(balance_delta) FILTER (WHERE type = 'WITHDRAWAL'), 0) AS went FROM transactions) AS movement
WHERE held <> came - went

UNION ALL
SELECT '3 locked money is what the active auctions one leads cost', 'wallet ' || w.id,
  jsonb_build_object('locked', w.locked_balance, 'leading', coalesce(lead.amount, 0))
FROM wallets w LEFT JOIN (SELECT wallet_id, sum(amount) AS amount FROM leads GROUP BY wallet_id) AS lead
  ON lead.wallet_id = w.id
WHERE w.locked_balance <> coalesce(lead.amount, 0)

UNION ALL
SELECT '3 what an auction holds of a wallet is what its owner leads it with',
  'auction ' || auction_id || ', wallet ' || wallet_id,
  jsonb_build_object('held', coalesce(held.amount, 0), 'leading', coalesce(leads.amount, 0))
FROM held FULL JOIN leads USING (wallet_id, auction_id)
WHERE coalesce(held.amount, 0) <> coalesce(leads.amount, 0)

UNION ALL
SELECT '4 an auction stands at its highest bid', 'auction ' || a.id,
  jsonb_build_object('price', a.current_price, 'highest', h.amount, 'bidCount', a.bid_count, 'bids', h.bids,
    'leader', a.leader_id, 'highestBidder', h.bidder_id)
FROM auctions a LEFT JOIN highest h ON h.auction_id = a.id
WHERE a.current_price <> coalesce(h.amount, 0) OR a.bid_count <> coalesce(h.bids, 0)
   OR a.leader_id IS DISTINCT FROM h.bidder_id

UNION ALL
SELECT '4 a bid was placed while its auction ran', 'bid ' || b.id,
  jsonb_build_object('auction', a.id, 'placed', b.created_at, 'start', a.start_time, 'end', a.end_time,
    'ended', a.ended_at, 'version', b.version, 'auctionVersion', a.version)
FROM bids b JOIN auctions a ON a.id = b.auction_id
-- Bids carry milliseconds, an auction's times may have more.
WHERE b.created_at < date_trunc('milliseconds', a.start_time) OR b.created_at >= a.end_time
   OR b.created_at > a.ended_at OR b.version > a.version OR (a.ended_at IS NOT NULL AND b.version = a.version)

UNION ALL
SELECT '4 a bid is excluded by an act of an operator on its auction', 'bid ' || b.id,
  jsonb_build_object('auction', b.auction_id, 'act', o.act, 'subject', o.subject_id, 'acted', o.created_at)
FROM bids b JOIN operator_acts o ON o.id = b.excluded_by
WHERE (o.act, o.subject_type, o.subject_id) IS DISTINCT FROM ('EXCLUDE_BIDDER', 'auction', b.auction_id::text)
   OR o.created_at < b.created_at

UNION ALL
SELECT '5 a sale is one payment and one earning of the same amount', 'auction ' || a.id,
  jsonb_build_object('status', a.status, 'winner', a.winner_id, 'payer', s.payer, 'seller', a.seller_id,
    'earner', s.earner, 'finalPrice', a.final_price,
    'payments', s.payments, 'earnings', s.earnings, 'paid', s.paid, 'earned', s.earned)
FROM auctions a LEFT JOIN settled s ON s.auction_id = a.id
WHERE CASE WHEN a.status = 'ENDED' AND a.winner_id IS NOT NULL
  THEN (s.payments, s.earnings, s.paid, s.earned, s.payer, s.earner)
    IS DISTINCT FROM (1, 1, a.final_price, a.final_price, a.winner_id, a.seller_id)
  ELSE s.auction_id IS NOT NULL END

UNION ALL
SELECT '5 an auction that had bids was sold, or cancelled', 'auction ' || id,
  jsonb_build_object('leader', leader_id, 'price', current_price)
FROM auctions WHERE status = 'ENDED' AND leader_id IS NOT NULL AND winner_id IS NULL

UNION ALL
SELECT '6 what was paid in and out has its entry', link.subject,
  jsonb_build_object('amount', link.amount, 'entry', t.id, 'type', t.type, 'balanceDelta', t.balance_delta)
FROM (
  SELECT 'order ' || id AS subject, user_id, amount, transaction_id, 'DEPOSIT' AS type
  FROM payment_orders WHERE status = 'PAID'
  UNION ALL SELECT 'payout ' || id, user_id, -amount, withdrawal_id, 'WITHDRAWAL' FROM payouts
  UNION ALL SELECT 'payout ' || id, user_id, amount, return_id, 'DEPOSIT' FROM payouts WHERE status = 'RETURNED'
) AS link
  LEFT JOIN transactions t ON t.id = link.transaction_id
  LEFT JOIN wallets w ON w.id = t.wallet_id
WHERE (t.type::text, t.balance_delta, w.user_id) IS DISTINCT FROM (link.type, link.amount, link.user_id)

UNION ALL
SELECT '6 a deposit has one order behind it, or one payout that came back', 'entry ' || t.id,
  jsonb_build_object('wallet', t.wallet_id, 'balanceDelta', t.balance_delta, 'orders', o.orders, 'payouts', p.payouts)
FROM transactions t
  CROSS JOIN LATERAL (SELECT count(*) AS orders FROM payment_orders WHERE transaction_id = t.id) AS o
  CROSS JOIN LATERAL (SELECT count(*) AS payouts FROM payouts WHERE return_id = t.id) AS p
WHERE t.type = 'DEPOSIT' AND o.orders + p.payouts <> 1

UNION ALL
SELECT '6 a withdrawal has one payout behind it, or went nowhere in the demo', 'entry ' || t.id,
  jsonb_build_object('wallet', t.wallet_id, 'balanceDelta', t.balance_delta, 'payouts', p.payouts, 'demo', d.demo)
FROM transactions t
  CROSS JOIN LATERAL (SELECT count(*) AS payouts FROM payouts WHERE withdrawal_id = t.id) AS p
  CROSS JOIN LATERAL (SELECT count(*) AS demo FROM demo_withdrawals WHERE transaction_id = t.id) AS d
WHERE t.type = 'WITHDRAWAL' AND p.payouts + d.demo <> 1

UNION ALL
SELECT '6 a payout goes to the account that was asked for', 'payout ' || id,
  jsonb_build_object('status', status, 'bank', bank, 'lastDigits', right(account_number, 4))
FROM payouts WHERE account_seal <> payout_seal(id, bank, account_number, holder)

UNION ALL
SELECT '7 an entry of a bid is booked on its auction, for its bidder and its amount', 'entry ' || t.id,
  jsonb_build_object('type', t.type, 'auction', t.auction_id, 'bid', t.bid_id, 'bidAuction', b.auction_id,
    'lockedDelta', t.locked_delta, 'amount', b.amount, 'owner', w.user_id, 'bidder', b.bidder_id)
FROM transactions t JOIN wallets w ON w.id = t.wallet_id LEFT JOIN bids b ON b.id = t.bid_id
WHERE CASE
  WHEN t.type IN ('BID_LOCK', 'BID_REFUND') OR (t.type = 'PAYMENT' AND t.locked_delta <> 0)
    THEN (b.auction_id, b.bidder_id, b.amount) IS DISTINCT FROM (t.auction_id, w.user_id, abs(t.locked_delta))
  WHEN t.bid_id IS NOT NULL THEN b.auction_id IS DISTINCT FROM t.auction_id
  ELSE false END

UNION ALL
SELECT '7 a bid locks its amount once, and once more if the lead is passed to it', 'bid ' || b.id,
  jsonb_build_object('auction', b.auction_id, 'locks', count(t.id), 'exclusions', max(passed.count))
FROM bids b LEFT JOIN transactions t ON t.bid_id = b.id AND t.type = 'BID_LOCK'
  LEFT JOIN (
    SELECT subject_id::bigint AS auction_id, count(*) FROM operator_acts
    WHERE act = 'EXCLUDE_BIDDER' AND subject_type = 'auction' GROUP BY subject_id
  ) AS passed ON passed.auction_id = b.auction_id
GROUP BY b.id, b.auction_id HAVING count(t.id) NOT BETWEEN 1 AND 1 + coalesce(max(passed.count), 0)

UNION ALL
SELECT '8 an auction opens and closes in its time', 'auction ' || id,
  jsonb_build_object('status', status, 'start', start_time, 'end', end_time)
FROM auctions
WHERE (status = 'ACTIVE' AND end_time < now() - interval '1 hour')
   OR (status = 'WAITING' AND start_time < now() - interval '1 hour')

UNION ALL
SELECT '9 the newest state of a national auction was announced, or waits to be', 'auction ' || a.id,
  jsonb_build_object('version', a.version, 'announced', coalesce(n.version, 0))
FROM auctions a LEFT JOIN announced n ON n.auction_id = a.id
WHERE a.is_national AND a.version > coalesce(n.version, 0)
  AND NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'auction:' || a.id
    AND (o.payload #>> '{message,version}')::numeric >= a.version)
ORDER BY rule, subject
`;

/** The rules that the statement checks, in its order; a finding begins with the number of its rule. */
export const AUDIT_RULES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
