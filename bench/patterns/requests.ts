import type { AccessPattern } from './access-pattern.ts';

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
  {
    pattern: 'leads of an owner',
    key: 'gsi3 `REP#rep`, then `LEAD#id` / `LEAD` to `LEADSCORE` each',
    consistency: 'eventual',
    request: 'leads of an owner',
  },
  {
    pattern: 'work of a rep, by rank, with how their day stands (a row; the eight cards of the console, from 2,000, take 5.5 RRU)',
    key: 'gsi3 `WORK#rep`, callbacks and the other classes, and `REP#id` / `DUTY#` for what is switched, then `LEAD#id` / `LEAD` each',
    consistency: 'eventual',
    request: 'work of a rep',
  },
  {
    pattern: 'leads of a province',
    key: 'gsi1 `REGION#part#00–02` of its part of the country, then `LEAD#id` / `LEAD` to `LEADSCORE` each',
    consistency: 'eventual',
    request: 'leads of a province',
  },
  {
    pattern: 'newest leads (for a leader, the needs of each that is listed for one of them, 0.5 more)',
    key: 'gsi1 `REGION#part#00–02` of all four, then `LEAD#id` / `LEAD` to `LEADSCORE` each; `OPP#`',
    consistency: 'eventual',
    request: 'newest leads',
  },
  {
    pattern: 'people by a word of their names while somebody types; by four digits, or by the start of an address, 0.5 and 0.5 a person',
    key: 'gsi3, gsi1, gsi2 `FIND#digest` of each part of the country, of a rep `FIND#REP#rep`, 150 rows at most; then `LEAD#id` / `LEAD` each, eight',
    consistency: 'eventual',
    request: 'people by name',
  },
  {
    pattern: 'leads of a part of the country by activity',
    key: 'gsi2 `REGION#part#00–02`, then `LEAD#id` / `LEAD` to `LEADSCORE` each',
    consistency: 'eventual',
    request: 'latest active leads of a part',
  },
  {
    pattern: 'one lead',
    key: '`LEAD#id` / `LEAD`; `LEADSCORE` to `LINK#`; the last `POST#`',
    consistency: 'eventual',
    request: 'one lead',
  },
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
  { pattern: 'what became of a post', key: '`SUBMISSION#channel#source#id`, all', consistency: 'strong', request: 'what became of a post' },
  {
    pattern: 'posts in quarantine (one that waits)',
    key: 'gsi1 `QUARANTINE#shard` of all eight, then `SUBMISSION#channel#source#id` / `RAW`, `OUTCOME` each',
    consistency: 'eventual',
    request: 'posts in quarantine',
  },
  {
    pattern: 'sequences of a lead',
    key: '`LEAD#id` / `LEAD`; sk begins with `ENROL#`',
    consistency: 'strong',
    request: 'sequences of a lead',
  },
  {
    pattern: 'why a lead got a mail of a sequence',
    key: '`LEAD#id` / `LEAD`, `ENROL#sequence`, `MAIL#id`',
    consistency: 'strong',
    request: 'why a mail was sent',
  },
  {
    pattern: 'the same of a mail that its run has not reached',
    key: 'same',
    consistency: 'strong',
    request: 'why a mail was not sent yet',
  },
  {
    pattern: 'forecast of a lead for 30 days',
    key: '`LEAD#id` / `LEAD`; sk begins with `ENROL#`, `TASK#`, `CALL#`; `ASSIGN#subject` of runs with a task to come; `ADDRESS#digest`, `MAILBOX#digest`',
    consistency: 'strong',
    request: 'forecast of a lead',
  },
  {
    pattern: 'leads of a sequence (one)',
    key: 'gsi3 `SEQ#sequence#00–02`, then `LEAD#id` / `LEAD`, `ENROL#sequence` each',
    consistency: 'eventual',
    request: 'leads of a sequence',
  },
  {
    pattern: 'sequences, with how many leads are in each (a sequence, 1.5)',
    key: 'gsi3 `SEQ#sequence#00–02` of each',
    consistency: 'eventual',
    request: 'sequences with their counts',
  },
  {
    pattern: 'a back-test of six leads (without visits)',
    key: 'gsi1 `REGION#part#00–02` of all four, then `LEAD#id`, `POST#` to `TIMELINE#`, `LINK#` and `SUBMISSION#channel#source#id` each',
    consistency: 'strong',
    request: 'back-test of six leads',
  },
  {
    pattern: 'the profile of a person, with the first and the last post (1 more for each record that became part of it)',
    key: '`LEAD#id` / `LEAD`, `PERSON`; the last `POST#`; `SUBMISSION#channel#source#id`, all, of both',
    consistency: 'strong',
    request: 'profile of a person',
  },
  {
    pattern: 'pairs of leads that may be one person (none; each 1–2 more)',
    key: 'gsi3 `CANDIDATES#00–02`, then `LEAD#id` / `MERGE#other` and both leads each',
    consistency: 'eventual',
    request: 'pairs that may be one person',
  },
  {
    pattern: 'one company (of who does not see all: its people until one is the caller’s, 300 at most)',
    key: '`COMPANY#id` / `COMPANY` (strong)',
    consistency: 'eventual',
    request: 'one company',
  },
  {
    pattern: 'people of a company (nobody yet; each is 0.5 more)',
    key: 'gsi3 `COMPANY#id`, then `LEAD#id` / `LEAD` to `LEADSCORE` each',
    consistency: 'eventual',
    request: 'people of a company',
  },
];

/** What colleagues do. What follows from it, such as the card of the lead, is counted where it is done. */
const acts: readonly Omit<AccessPattern, 'function' | 'operations' | 'consistency'>[] = [
  {
    pattern: 'log a call that reached nobody: lead, call, entry, first contact done, next task with its timer',
    key: 'lead and tasks by `version`; `LEAD#id` / `CALL#at#id`, must not exist',
    request: 'call that reached nobody',
  },
  {
    pattern: 'log a call that ended with a callback: the same, with the timer of its reminder',
    key: 'same',
    request: 'call with a callback',
  },
  {
    pattern: 'note what a qualification call brought: lead, qualification, entries',
    key: 'lead and qualification by `version`',
    request: 'qualification result',
  },
  { pattern: 'move a lead to another stage: lead, entry', key: 'lead by `version`', request: 'stage move' },
  {
    pattern: 'note a task: task with its index entry, entry, assignment counted up, timer',
    key: 'assignment by `version`; `LEAD#id` / `TASK#name`, must not exist',
    request: 'task noted',
  },
  { pattern: 'say that a task is done: task, entry', key: 'task by `version`', request: 'task done' },
  {
    pattern: 'record an order that is paid: lead, order, its guard, entries',
    key: 'lead by `version`; `ORDER#source#digest` / `GUARD`, must not exist',
    request: 'order paid',
  },
  {
    pattern: 'put a lead into a sequence: enrolment with its index entry, entry, timer',
    key: '`LEAD#id` / `ENROL#sequence`, as it was read',
    request: 'put into a sequence',
  },
  { pattern: 'take a lead out of a sequence: enrolment, entry', key: 'same', request: 'taken out of a sequence' },
  {
    pattern: 'type in a person whom nobody knows: submission, outcome, lead, post, guards, entry',
    key: 'as intake; `SUBMISSION#manual#…`, must not exist',
    request: 'person typed in',
  },
  {
    pattern: 'type in a person who is known: submission, outcome, post, entry, proposals or lead',
    key: 'as intake',
    request: 'known person typed in',
  },
  {
    pattern: 'ask whether somebody is known, which is counted and kept',
    key: '`PHONE#digest`, `EMAIL#digest`; `LEAD#id` / `LEAD` each; the count of the user',
    request: 'whether somebody is known',
  },
  { pattern: 'put a record right: lead, provenance, entry', key: 'lead and provenance by `version`', request: 'record put right' },
  { pattern: 'put a tag on a lead: lead, entry', key: 'lead by `version`', request: 'tag put on' },
  { pattern: 'write a note: note, entry', key: '`LEAD#id` / `NOTE#id`, must not exist', request: 'note written' },
  {
    pattern: 'write a letter: the lead, its newest letters, whose the address is; then letter, entry, timer of its mail',
    key: '`LEAD#id`, `ADDRESS#digest` / `LETTER#id`, must not exist; `DUE#n`',
    request: 'letter written',
  },
  { pattern: 'note that a person answered a mail: reply, entry', key: '`LEAD#id` / `REPLY#id`, must not exist', request: 'reply noted' },
  {
    pattern: 'note what a colleague knows of a person: profile, entry, check of the lead',
    key: '`LEAD#id` / `PERSON` by `version`',
    request: 'profile noted',
  },
  {
    pattern:
      'merge two leads: both with all that hangs on them, and the pair with both as they were (two whom nobody has worked with; up to twice as much else)',
    key: '`LEAD#id` / `LEAD`, `ASSIGN#subject`, provenance, … of both by `version`; `LEAD#older` / `MERGE#other`',
    request: 'two leads merged',
  },
  { pattern: 'undo that merge', key: 'same', request: 'merge undone' },
  {
    pattern: 'make a company known, by a tax code and a domain (2 for each)',
    key: '`COMPANY#id` / `COMPANY` by `version`; `TAXCODE#digest` / `GUARD`, `DOMAIN#digest` / `CLAIM`',
    request: 'company made',
  },
];

const readers: Readonly<Record<string, string>> = { 'form of a page': 'show-form', 'back-test of six leads': 'backtest-scoring' };

const ofReaders: readonly AccessPattern[] = requests.map((request) => ({
  ...request,
  function: readers[request.request ?? ''] ?? (request.request?.startsWith('form of ') ? 'show-form' : 'read-leads'),
  operations: ['GetItem', 'BatchGetItem', 'Query'],
}));

const ofColleagues: readonly AccessPattern[] = acts.map((act) => ({
  ...act,
  consistency: 'transaction',
  function: 'change-leads',
  operations: ['GetItem', 'BatchGetItem', 'Query', 'TransactWriteItems'],
}));

export const ofRequests: readonly AccessPattern[] = [...ofReaders, ...ofColleagues];
