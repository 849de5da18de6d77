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
), open_trade AS (
  SELECT id, auction_id, buyer_id, price FROM trades WHERE ended_at IS NULL
), story AS (
  SELECT trade_id, count(*) AS events, max(seq) AS last, (array_agg(state ORDER BY seq DESC))[1] AS state
  FROM trade_events GROUP BY trade_id
), course AS (
  SELECT id, type, wallet_id, auction_id, locked_delta, sum(locked_delta) OVER (
    PARTITION BY wallet_id, auction_id ORDER BY id ROWS UNBOUNDED PRECEDING) AS locked_after
  FROM transactions WHERE auction_id IS NOT NULL AND locked_delta <> 0
), record AS (
  SELECT auction_id, seq, command, code, price_before, price_after, version_before, version_after, leader_after, hash,
    min(seq) OVER of_auction AS first, max(seq) OVER of_auction AS last, count(*) OVER of_auction AS attempts,
    lag(version_after) OVER in_turn AS version_left, lag(leader_after) OVER in_turn AS leader_left
  FROM attempts WINDOW of_auction AS (PARTITION BY auction_id), in_turn AS (PARTITION BY auction_id ORDER BY seq)
), made AS (
  SELECT auction_id, version, max(amount) AS amount FROM bids GROUP BY auction_id, version
), findings AS (
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
SELECT '3 locked money is what the leads of its owner hold', 'wallet ' || w.id,
  jsonb_build_object('locked', w.locked_balance, 'holds', coalesce(h.amount, 0))
FROM wallets w LEFT JOIN (SELECT user_id, sum(amount) AS amount FROM holds GROUP BY user_id) AS h
  ON h.user_id = w.user_id
WHERE w.locked_balance <> coalesce(h.amount, 0)

UNION ALL
SELECT '3 a hold is what the entries of its wallet lock on its auction',
  'auction ' || auction_id || ', wallet ' || wallet_id,
  jsonb_build_object('entries', coalesce(held.amount, 0), 'hold', coalesce(hold.amount, 0))
FROM held FULL JOIN (
    SELECT w.id AS wallet_id, h.auction_id, h.amount FROM holds h JOIN wallets w ON w.user_id = h.user_id
  ) AS hold USING (wallet_id, auction_id)
WHERE coalesce(held.amount, 0) <> coalesce(hold.amount, 0)

UNION ALL
SELECT '3 a running auction holds the money of its leader alone, no less than its price', 'auction ' || a.id,
  jsonb_build_object('status', a.status, 'leader', a.leader_id, 'price', a.current_price, 'holder', h.user_id,
    'hold', h.amount)
FROM auctions a LEFT JOIN holds h ON h.auction_id = a.id LEFT JOIN open_trade t ON t.auction_id = a.id
WHERE t.id IS NULL AND CASE WHEN a.status IN ('WAITING', 'ACTIVE') AND a.leader_id IS NOT NULL
  THEN h.user_id IS DISTINCT FROM a.leader_id OR h.amount < a.current_price
  ELSE h.auction_id IS NOT NULL END

UNION ALL
SELECT '3 an open trade holds its price for its buyer', 'trade ' || t.id,
  jsonb_build_object('auction', t.auction_id, 'buyer', t.buyer_id, 'price', t.price, 'holder', h.user_id, 'hold', h.amount)
FROM open_trade t LEFT JOIN holds h ON h.auction_id = t.auction_id
WHERE (h.user_id, h.amount) IS DISTINCT FROM (t.buyer_id, t.price)

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
WHERE a.settlement = 'close' AND CASE WHEN a.status = 'ENDED' AND a.winner_id IS NOT NULL
  THEN (s.payments, s.earnings, s.paid, s.earned, s.payer, s.earner)
    IS DISTINCT FROM (1, 1, a.final_price, a.final_price, a.winner_id, a.seller_id)
  ELSE s.auction_id IS NOT NULL END

UNION ALL
SELECT '5 a sale that is settled at the handover is paid by its completed trade alone', 'auction ' || a.id,
  jsonb_build_object('trade', t.id, 'buyer', t.buyer_id, 'payer', s.payer, 'seller', a.seller_id, 'earner', s.earner,
    'price', t.price, 'refund', t.refund, 'payments', s.payments, 'earnings', s.earnings, 'paid', s.paid,
    'earned', s.earned)
FROM auctions a LEFT JOIN settled s ON s.auction_id = a.id
  LEFT JOIN trades t ON t.auction_id = a.id AND t.state = 'COMPLETED'
WHERE a.settlement = 'handover' AND CASE WHEN t.id IS NOT NULL
  THEN (s.payments, s.earnings, s.paid, s.earned, s.payer, s.earner)
    IS DISTINCT FROM (1, 1, t.price - t.refund, t.price - t.refund, t.buyer_id, t.seller_id)
  ELSE s.auction_id IS NOT NULL END

UNION ALL
SELECT '5 a sale that is settled at the handover has a trade of its winner', 'auction ' || a.id,
  jsonb_build_object('winner', a.winner_id, 'finalPrice', a.final_price)
FROM auctions a
WHERE a.settlement = 'handover' AND a.status = 'ENDED' AND a.winner_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM trades t WHERE t.auction_id = a.id AND (t.buyer_id, t.price) = (a.winner_id, a.final_price))

UNION ALL
SELECT '5 a trade belongs to a sale that is settled at the handover', 'trade ' || t.id,
  jsonb_build_object('auction', a.id, 'settlement', a.settlement, 'status', a.status, 'seller', t.seller_id,
    'sellerOfAuction', a.seller_id)
FROM trades t JOIN auctions a ON a.id = t.auction_id
WHERE a.settlement <> 'handover' OR a.status <> 'ENDED' OR a.winner_id IS NULL OR a.seller_id <> t.seller_id

UNION ALL
SELECT '5 the events of a trade are complete and lead to its state', 'trade ' || t.id,
  jsonb_build_object('state', t.state, 'events', e.events, 'last', e.last, 'lastState', e.state)
FROM trades t LEFT JOIN story e ON e.trade_id = t.id
WHERE (e.events, e.state) IS DISTINCT FROM (e.last::bigint, t.state)

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
SELECT '7 an entry of a bid is booked on its auction, for its bidder', 'entry ' || t.id,
  jsonb_build_object('type', t.type, 'auction', t.auction_id, 'bid', t.bid_id, 'bidAuction', b.auction_id,
    'lockedDelta', t.locked_delta, 'amount', b.amount, 'owner', w.user_id, 'bidder', b.bidder_id)
FROM transactions t JOIN wallets w ON w.id = t.wallet_id LEFT JOIN bids b ON b.id = t.bid_id
  LEFT JOIN trades d ON d.auction_id = t.auction_id AND d.buyer_id = w.user_id
WHERE CASE
  WHEN t.type IN ('BID_LOCK', 'BID_REFUND') OR (t.type = 'PAYMENT' AND t.locked_delta <> 0)
    -- What a buyer locks for a trade at the buy-now price has no bid behind it.
    THEN ((b.auction_id, b.bidder_id) IS DISTINCT FROM (t.auction_id, w.user_id)
        AND NOT (t.bid_id IS NULL AND d.id IS NOT NULL))
      -- An automatic bid locks its maximum, and at the close the rest above the price is refunded.
      OR (t.type = 'BID_LOCK' AND t.locked_delta < b.amount)
      OR (t.type = 'PAYMENT' AND -t.locked_delta <> coalesce(d.price - d.refund, b.amount))
  WHEN t.bid_id IS NOT NULL THEN b.auction_id IS DISTINCT FROM t.auction_id
  ELSE false END

UNION ALL
SELECT '7 a wallet has one lock at a time on an auction, and a refund leaves nothing of it', 'entry ' || id,
  jsonb_build_object('auction', auction_id, 'type', type, 'lockedDelta', locked_delta, 'lockedAfter', locked_after)
FROM course
WHERE CASE type WHEN 'BID_LOCK' THEN locked_after <> locked_delta
  -- A winner's maximum is refunded down to the price of the trade, and a partial refund leaves what is paid.
  WHEN 'BID_REFUND' THEN locked_after <> 0 AND NOT EXISTS (
    SELECT FROM trades d JOIN wallets w ON w.user_id = d.buyer_id
    WHERE d.auction_id = course.auction_id AND w.id = course.wallet_id
      AND course.locked_after IN (d.price, d.price - d.refund))
  ELSE locked_after < 0 END

UNION ALL
SELECT '8 an auction opens and closes in its time', 'auction ' || id,
  jsonb_build_object('status', status, 'start', start_time, 'end', end_time)
FROM auctions
WHERE (status = 'ACTIVE' AND end_time < now() - interval '1 hour')
   OR (status = 'WAITING' AND start_time < now() - interval '1 hour')

UNION ALL
SELECT '8 the deadlines of a trade are kept in their time', 'trade ' || id,
  jsonb_build_object('state', state, 'due', next_at)
FROM trades WHERE next_at < now() - interval '1 hour'

UNION ALL
SELECT '8 the end of an auction lies between the planned one and the limit of its extensions', 'auction ' || id,
  jsonb_build_object('planned', original_end_time, 'end', end_time, 'limitSeconds', extend_cap, 'extensions', extensions)
FROM auctions
WHERE end_time < original_end_time OR end_time > original_end_time + make_interval(secs => extend_cap)
   OR (extensions > 0) <> (end_time > original_end_time)

UNION ALL
SELECT '9 the newest state of a national auction was announced, or waits to be', 'auction ' || a.id,
  jsonb_build_object('version', a.version, 'announced', coalesce(n.version, 0))
FROM auctions a LEFT JOIN announced n ON n.auction_id = a.id
WHERE a.is_national AND a.version > coalesce(n.version, 0)
  AND NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'auction:' || a.id
    AND (o.payload #>> '{message,version}')::numeric >= a.version)

UNION ALL
SELECT '10 the record of an auction has every attempt up to the last', 'auction ' || a.id,
  jsonb_build_object('attempts', coalesce(r.attempts, 0), 'first', r.first, 'last', r.last, 'counted', a.attempt_count,
    'version', a.version, 'versionLeft', r.version_after)
FROM auctions a LEFT JOIN record r ON r.auction_id = a.id AND r.seq = r.last
-- Attempts are kept for five years; of an older item the first may be gone.
WHERE a.created_at > now() - interval '5 years' AND CASE WHEN r.auction_id IS NULL THEN a.attempt_count <> 0
  ELSE (r.first, r.attempts, r.last, r.hash) IS DISTINCT FROM (1, r.last::bigint, a.attempt_count, a.record_hash)
    OR a.version < r.version_after OR (a.version <> r.version_after AND r.leader_after IS NOT NULL) END

UNION ALL
SELECT '10 an attempt begins with the version that the one before it left', 'auction ' || auction_id || ', attempt ' || seq,
  jsonb_build_object('code', code, 'versionLeft', version_left, 'versionBefore', version_before,
    'versionAfter', version_after, 'priceBefore', price_before, 'priceAfter', price_after)
FROM record
-- A seller may change an item that nobody leads; that makes a version and is no attempt.
WHERE version_before < version_left OR (version_before > version_left AND leader_left IS NOT NULL)
   OR version_after < version_before
   OR (code IS NOT NULL AND (version_after, price_after) IS DISTINCT FROM (version_before, price_before))
UNION ALL
SELECT '10 an accepted bid leaves the price of its highest row', 'auction ' || r.auction_id || ', attempt ' || r.seq,
  jsonb_build_object('command', r.command, 'version', r.version_after, 'price', r.price_after, 'highest', made.amount)
FROM record r LEFT JOIN made ON made.auction_id = r.auction_id AND made.version = r.version_after
WHERE r.code IS NULL AND r.command IN ('bid', 'autoBid') AND r.version_after > r.version_before
  AND made.amount IS DISTINCT FROM r.price_after
)
SELECT rule, subject, figures FROM findings ORDER BY split_part(rule, ' ', 1)::int, rule, subject
`;

/** The rules that the statement checks, in its order; a finding begins with the number of its rule. */
export const AUDIT_RULES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
