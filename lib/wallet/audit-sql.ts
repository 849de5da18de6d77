/**
 * The invariants of the ledger. Each row that comes back is a fault: which rule, where, and the figures.
 *
 * One statement, so that all rules look at the same snapshot of a market that goes on trading. A module and no `.sql`
 * file, because a bundle of the web process has no folder to read one from.
 */
export const AUDIT_SQL = `
WITH ledger AS (
  SELECT wallet_id,
    sum(balance_delta) AS balance, sum(locked_delta) AS locked,
    (array_agg(balance_after ORDER BY created_at DESC, id DESC))[1] AS last_balance,
    (array_agg(locked_after ORDER BY created_at DESC, id DESC))[1] AS last_locked
  FROM transactions GROUP BY wallet_id
), highest AS (
  SELECT DISTINCT ON (auction_id) auction_id, amount, bidder_id,
    count(*) OVER (PARTITION BY auction_id) AS bids
  FROM bids ORDER BY auction_id, amount DESC
), settled AS (
  SELECT auction_id,
    count(*) FILTER (WHERE type = 'PAYMENT') AS payments,
    count(*) FILTER (WHERE type = 'EARNING') AS earnings,
    sum(-balance_delta - locked_delta) FILTER (WHERE type = 'PAYMENT') AS paid,
    sum(balance_delta) FILTER (WHERE type = 'EARNING') AS earned
  FROM transactions WHERE type IN ('PAYMENT', 'EARNING') GROUP BY auction_id
)
SELECT '1 a wallet is the sum of its entries' AS rule, 'wallet ' || w.id AS subject,
  jsonb_build_object('balance', w.balance, 'locked', w.locked_balance, 'sumBalance', l.balance,
    'sumLocked', l.locked, 'lastBalance', l.last_balance, 'lastLocked', l.last_locked) AS figures
FROM wallets w LEFT JOIN ledger l ON l.wallet_id = w.id
WHERE (w.balance, w.locked_balance) IS DISTINCT FROM (coalesce(l.balance, 0), coalesce(l.locked, 0))
   OR (w.balance, w.locked_balance) IS DISTINCT FROM (coalesce(l.last_balance, 0), coalesce(l.last_locked, 0))

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
FROM wallets w LEFT JOIN (
  SELECT leader_id, sum(current_price) AS amount FROM auctions
  WHERE status = 'ACTIVE' AND leader_id IS NOT NULL GROUP BY leader_id
) AS lead ON lead.leader_id = w.user_id
WHERE w.locked_balance <> coalesce(lead.amount, 0)

UNION ALL
SELECT '4 an auction stands at its highest bid', 'auction ' || a.id,
  jsonb_build_object('price', a.current_price, 'highest', h.amount, 'bidCount', a.bid_count, 'bids', h.bids,
    'leader', a.leader_id, 'highestBidder', h.bidder_id)
FROM auctions a LEFT JOIN highest h ON h.auction_id = a.id
WHERE a.current_price <> coalesce(h.amount, 0) OR a.bid_count <> coalesce(h.bids, 0)
   OR a.leader_id IS DISTINCT FROM h.bidder_id

UNION ALL
SELECT '5 a sale is one payment and one earning of the same amount', 'auction ' || a.id,
  jsonb_build_object('status', a.status, 'winner', a.winner_id, 'finalPrice', a.final_price,
    'payments', s.payments, 'earnings', s.earnings, 'paid', s.paid, 'earned', s.earned)
FROM auctions a LEFT JOIN settled s ON s.auction_id = a.id
WHERE CASE WHEN a.status = 'ENDED' AND a.winner_id IS NOT NULL
  THEN (s.payments, s.earnings, s.paid, s.earned) IS DISTINCT FROM (1, 1, a.final_price, a.final_price)
  ELSE s.auction_id IS NOT NULL END

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
ORDER BY rule, subject
`;

/** What the statement checks, in its order; a finding begins with the number of its rule. */
export const AUDIT_RULES = [1, 2, 3, 4, 5, 6] as const;
