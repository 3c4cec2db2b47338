import type { AccessPattern } from './access-pattern.ts';

/** How leads get their reps and their scores. */
export const ofAssignmentAndScore: readonly AccessPattern[] = [
  {
    pattern: 'leads to assign (up to 8)',
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
    pattern:
      'assignment: ledger, lead, its assignment, decision, seat and first contact with their index entries, timeline, timer of the task',
    key: 'ledger, lead and assignment by `version`',
    consistency: 'transaction',
    function: 'assign-leads',
    operations: ['TransactWriteItems'],
    kinds: 'DUE LEAD POOL',
  },
  {
    pattern: 'posts to be counted, the newest 20',
    key: '`SUBMISSION#channel#source#id` / `RAW`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['BatchGetItem'],
    kinds: 'SUBMISSION',
  },
  {
    pattern: 'a lead and its score; counting anew: posts, links, engagement',
    key: '`LEAD#id`, sk `LEAD` to `LEADSCORE`; begins with `POST#`, `LINK#`, `ENGAGEMENT#`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['Query'],
    kinds: 'LEAD',
  },
  {
    pattern: 'counting anew: newest visits of a linked device',
    key: '`VISITOR#id`, sk begins with `SESSION#`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['Query'],
    kinds: 'VISITOR',
  },
  {
    pattern: 'whether a device that posted or visited is the lead’s',
    key: '`LEAD#id` / `LINK#visitorId`',
    consistency: 'strong',
    function: 'score-leads',
    operations: ['GetItem'],
    kinds: 'LEAD',
  },
  {
    pattern: 'a score that moves no temperature',
    key: '`LEAD#id` / `LEADSCORE`, by `version`',
    consistency: 'conditional',
    function: 'score-leads',
    operations: ['PutItem'],
    kinds: 'LEAD',
  },
];
