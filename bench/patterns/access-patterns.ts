/** One way in which the table is asked, and where in the measured journeys its calls are found. */
export interface AccessPattern {
  readonly pattern: string;
  readonly key: string;
  readonly consistency: 'eventual' | 'strong' | 'conditional' | 'transaction' | 'write';
  readonly function: string;
  readonly operations: readonly string[];
  /** Kinds of keys as the calls name them; undefined for calls to an index, which name none, and for requests that are counted whole. */
  readonly kinds?: string;
  /** Tells calls that differ in nothing else apart by their RRU. */
  readonly read?: number;
  /** The read request that is counted whole, by its name among the journeys. */
  readonly request?: string;
}

const writes: readonly AccessPattern[] = [
  {
    pattern: 'keep a post under its id',
    key: '`SUBMISSION#form#id` / `RAW`, must not exist',
    consistency: 'conditional',
    function: 'capture-form',
    operations: ['PutItem'],
    kinds: 'SUBMISSION',
  },
  {
    pattern: 'a post and its outcome',
    key: '`SUBMISSION#form#id`, all',
    consistency: 'strong',
    function: 'intake-submissions',
    operations: ['Query'],
    kinds: 'SUBMISSION',
  },
  {
    pattern: 'count the posts of an address',
    key: '`CLIENT#form#digest` / `WINDOW#n`, add 1',
    consistency: 'write',
    function: 'intake-submissions',
    operations: ['UpdateItem'],
    kinds: 'CLIENT',
  },
  {
    pattern: 'who has this e-mail or phone',
    key: '`EMAIL#digest` / `GUARD`, `PHONE#digest` / `CLAIM`',
    consistency: 'strong',
    function: 'intake-submissions',
    operations: ['BatchGetItem'],
    kinds: 'EMAIL PHONE',
  },
  {
    pattern: 'the known lead of a post',
    key: '`LEAD#id` / `LEAD`',
    consistency: 'strong',
    function: 'intake-submissions',
    operations: ['BatchGetItem'],
    kinds: 'LEAD',
  },
  {
    pattern: 'past values of a known lead',
    key: '`LEAD#id` / `PROVENANCE`',
    consistency: 'strong',
    function: 'intake-submissions',
    operations: ['GetItem'],
    kinds: 'LEAD',
  },
  {
    pattern: 'new lead: outcome, lead, timeline, guard, claim, timer, two index entries',
    key: 'all must not exist',
    consistency: 'transaction',
    function: 'intake-submissions',
    operations: ['TransactWriteItems'],
    kinds: 'DUE EMAIL LEAD PHONE SUBMISSION',
  },
  {
    pattern: 'known lead: outcome, timeline; with news also lead, provenance, second entry',
    key: 'outcome must not exist; lead by `version`',
    consistency: 'transaction',
    function: 'intake-submissions',
    operations: ['TransactWriteItems'],
    kinds: 'LEAD SUBMISSION',
  },
  {
    pattern: 'who used the device of a post',
    key: '`VISITOR#id` / `IDENTITY`',
    consistency: 'strong',
    function: 'intake-submissions',
    operations: ['GetItem'],
    kinds: 'VISITOR',
  },
  {
    pattern: 'visits whose time to live goes, when they become a lead’s',
    key: '`VISITOR#id`, sk begins with `SESSION#`',
    consistency: 'eventual',
    function: 'intake-submissions',
    operations: ['Query'],
    kinds: 'VISITOR',
  },
  {
    pattern: 'known lead with a device of its own: the same, identity, link, entry',
    key: 'outcome must not exist; identity by `version`',
    consistency: 'transaction',
    function: 'intake-submissions',
    operations: ['TransactWriteItems'],
    kinds: 'LEAD SUBMISSION VISITOR',
  },
  {
    pattern: 'leads to assign (up to 10)',
    key: '`LEAD#id` / `LEAD`',
    consistency: 'strong',
    function: 'assign-leads',
    operations: ['BatchGetItem'],
    kinds: 'LEAD',
  },
  {
    pattern: "a pool's ledger",
    key: '`POOL#id` / `STATE`',
    consistency: 'strong',
    function: 'assign-leads',
    operations: ['GetItem'],
    kinds: 'POOL',
  },
  {
    pattern: 'assignment: ledger, lead with its owner index entry, decision, timeline',
    key: 'ledger and lead by `version`',
    consistency: 'transaction',
    function: 'assign-leads',
    operations: ['TransactWriteItems'],
    kinds: 'LEAD POOL',
  },
  {
    pattern: 'a lead and its score',
    key: '`LEAD#id` / `LEAD`, `SCORE`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['BatchGetItem'],
    kinds: 'LEAD',
  },
  {
    pattern: 'posts to be counted',
    key: '`SUBMISSION#form#id` / `RAW`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['BatchGetItem'],
    kinds: 'SUBMISSION',
  },
  {
    pattern: 'counting anew: timeline, links, engagement',
    key: '`LEAD#id`, sk begins with `TIMELINE#`, `LINK#`, `ENGAGEMENT#`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['Query'],
    kinds: 'LEAD',
  },
  {
    pattern: 'counting anew: visits of a linked device',
    key: '`VISITOR#id`, sk begins with `SESSION#`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['Query'],
    kinds: 'VISITOR',
  },
  {
    pattern: 'the lead of a mail',
    key: '`LEAD#id` / `LEAD`',
    consistency: 'strong',
    function: 'send-mail',
    operations: ['GetItem'],
    kinds: 'LEAD',
    read: 1,
  },
  {
    pattern: 'the decision or change behind a notice, the last repeat notice',
    key: '`LEAD#id` / `DECISION#id`, `TIMELINE#time#id`, `TOLD#form`',
    consistency: 'eventual',
    function: 'send-mail',
    operations: ['GetItem'],
    kinds: 'LEAD',
    read: 0.5,
  },
  {
    pattern: 'the post behind a mail',
    key: '`SUBMISSION#form#id` / `RAW`',
    consistency: 'eventual',
    function: 'send-mail',
    operations: ['GetItem'],
    kinds: 'SUBMISSION',
  },
  {
    pattern: 'state of an address',
    key: '`ADDRESS#digest` / `MAIL`',
    consistency: 'eventual',
    function: 'send-mail',
    operations: ['GetItem'],
    kinds: 'ADDRESS',
  },
  {
    pattern: 'claim a notice',
    key: '`LEAD#id` / `MAIL#id`, free',
    consistency: 'conditional',
    function: 'send-mail',
    operations: ['UpdateItem'],
    kinds: 'LEAD',
  },
  {
    pattern: 'claim a mail to a lead, with its address',
    key: '`LEAD#id` / `MAIL#id`, free; `ADDRESS#digest`, open',
    consistency: 'transaction',
    function: 'send-mail',
    operations: ['TransactWriteItems'],
    kinds: 'ADDRESS LEAD',
  },
  {
    pattern: 'mail sent, timeline',
    key: '`LEAD#id` / `MAIL#id`, this attempt',
    consistency: 'transaction',
    function: 'send-mail',
    operations: ['TransactWriteItems'],
    kinds: 'LEAD',
  },
  {
    pattern: 'the mail that SES tells of (strong when it looks unsettled)',
    key: '`LEAD#id`, sk begins with `MAIL#`',
    consistency: 'eventual',
    function: 'record-mail-feedback',
    operations: ['Query'],
    kinds: 'LEAD',
  },
  {
    pattern: 'does a shard hold a due timer (64 a minute)',
    key: '`DUE#00–63`, sk ≤ now + 60 s, limit 1',
    consistency: 'eventual',
    function: 'find-due-timers',
    operations: ['Query'],
    kinds: 'DUE',
  },
  {
    pattern: "a shard's due timers (100 a page)",
    key: '`DUE#00–63`, sk ≤ now + 60 s',
    consistency: 'strong',
    function: 'run-timers',
    operations: ['Query'],
    kinds: 'DUE',
  },
  {
    pattern: 'delete sent timers (1 each, 25 a call)',
    key: '`DUE#shard` / `dueAt#id`',
    consistency: 'write',
    function: 'run-timers',
    operations: ['BatchWriteItem'],
    kinds: 'DUE',
  },
  {
    pattern: 'current version of a kind of configuration (every 30 s)',
    key: '`CONFIG#kind` / `CURRENT`',
    consistency: 'eventual',
    function: '*',
    operations: ['GetItem'],
    kinds: 'CONFIG',
  },
  {
    pattern: 'documents of a version (once per instance)',
    key: '`CONFIG#kind` / `DOCUMENT#hash`',
    consistency: 'eventual',
    function: '*',
    operations: ['BatchGetItem'],
    kinds: 'CONFIG',
  },
];

/** Requests of the read side are counted whole, with every query of a sharded list. */
const requests: readonly Omit<AccessPattern, 'function' | 'operations'>[] = [
  { pattern: 'form as a page needs it', key: 'configuration in memory', consistency: 'eventual', request: 'form of a page' },
  {
    pattern: 'form of a returning visitor: who uses the device, what was answered',
    key: '`VISITOR#id` / `IDENTITY`, then `LEAD#id` / `LEAD`',
    consistency: 'eventual',
    request: 'form of a visitor',
  },
  { pattern: 'lead by e-mail', key: '`EMAIL#digest` (strong), then `LEAD#id`', consistency: 'eventual', request: 'lead by e-mail' },
  { pattern: 'lead by phone', key: '`PHONE#digest` (strong), then `LEAD#id`', consistency: 'eventual', request: 'lead by phone' },
  { pattern: 'leads of an owner', key: 'byOwner `OWNER#rep`, then `LEAD#id` each', consistency: 'eventual', request: 'leads of an owner' },
  {
    pattern: 'leads of a province',
    key: 'byRegion `REGION#code#00–07`, then `LEAD#id` each',
    consistency: 'eventual',
    request: 'leads of a province',
  },
  { pattern: 'newest leads', key: 'byCreated `LEADS#00–07`, then `LEAD#id` each', consistency: 'eventual', request: 'newest leads' },
  { pattern: 'one lead', key: '`LEAD#id` / `LEAD`', consistency: 'eventual', request: 'one lead' },
  {
    pattern: 'timeline, newest first',
    key: '`LEAD#id`, sk begins with `TIMELINE#`',
    consistency: 'eventual',
    request: 'timeline of a lead',
  },
  {
    pattern: 'decisions about a lead',
    key: '`LEAD#id`, sk begins with `DECISION#`',
    consistency: 'eventual',
    request: 'decisions about a lead',
  },
  { pattern: 'what became of a post', key: '`SUBMISSION#form#id`, all', consistency: 'strong', request: 'what became of a post' },
  {
    pattern: 'a back-test of six leads (without visits)',
    key: 'byCreated `LEADS#00–07`, then `LEAD#id`, `TIMELINE#`, `LINK#` and `SUBMISSION#form#id` each',
    consistency: 'strong',
    request: 'back-test of six leads',
  },
];

const readers: Readonly<Record<string, string>> = { 'form of a page': 'show-form', 'back-test of six leads': 'backtest-scoring' };

export const accessPatterns: readonly AccessPattern[] = [
  ...writes,
  ...requests.map((request) => ({
    ...request,
    function: readers[request.request ?? ''] ?? (request.request?.startsWith('form of ') ? 'show-form' : 'read-leads'),
    operations: ['GetItem', 'BatchGetItem', 'Query'],
  })),
];
