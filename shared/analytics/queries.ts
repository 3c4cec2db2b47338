/** A saved question of Athena. */
interface Query {
  readonly name: string;
  readonly what: string;
  readonly sql: string;
}

const lastYear = "month >= date_format(date_add('month', -12, current_date), '%Y-%m')";

/** Questions over the table `facts`, whose cells are texts: an empty one says that there is nothing. */
export const queries: readonly Query[] = [
  {
    name: 'funnel-by-month-and-source',
    what: 'How far those who arrived in a month came, by the source that brought them first; a stage that was skipped counts as passed.',
    sql: `SELECT month, source,
  count(*) AS leads,
  count_if(mql_at <> '') AS mql,
  count_if(sql_at <> '') AS sql,
  count_if(sqo_at <> '') AS sqo,
  count_if(customer_at <> '') AS customers,
  sum(CAST(net_vnd AS bigint)) AS net_vnd
FROM facts
WHERE ${lastYear}
GROUP BY month, source
ORDER BY month, leads DESC`,
  },
  {
    name: 'reps',
    what: 'What became of those who arrived in a month, by the rep who had them first.',
    sql: `SELECT month, first_rep,
  count(*) AS leads,
  count_if(attempted_at <> '') AS attempted,
  count_if(contacted_at <> '') AS contacted,
  approx_percentile(TRY_CAST(NULLIF(working_minutes_to_attempt, '') AS double), 0.5) AS median_working_minutes_to_attempt,
  count_if(customer_at <> '') AS customers,
  sum(CAST(net_vnd AS bigint)) AS net_vnd
FROM facts
WHERE ${lastYear} AND first_rep <> ''
GROUP BY month, first_rep
ORDER BY month, leads DESC`,
  },
  {
    name: 'revenue-by-month',
    what: 'What was booked and paid in a month, whenever its people arrived; what is taken back counts in the month in which that happened.',
    sql: `SELECT substr(json_extract_scalar(one, '$.day'), 1, 7) AS paid_month,
  json_extract_scalar(one, '$.currency') AS currency,
  json_extract_scalar(one, '$.rep') AS rep,
  source,
  sum(if(json_extract_scalar(one, '$.sum') = 'booked', CAST(json_extract_scalar(one, '$.amount') AS bigint), 0)) AS booked,
  sum(if(json_extract_scalar(one, '$.sum') = 'net', CAST(json_extract_scalar(one, '$.amount') AS bigint), 0)) AS net
FROM facts
CROSS JOIN UNNEST(CAST(json_parse(money) AS array(json))) AS t(one)
WHERE money <> '[]'
GROUP BY 1, 2, 3, 4
ORDER BY 1, net DESC`,
  },
];
