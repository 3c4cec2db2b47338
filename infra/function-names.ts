/** Every Lambda function: its folder under functions/, its bundle under dist/functions/ and the end of its name in AWS. */
export const functionNames = [
  'capture-form',
  'receive-inbound',
  'show-form',
  'answer-links',
  'intake-submissions',
  'assign-leads',
  'send-mail',
  'record-mail-feedback',
  'publish-changes',
  'project-changes',
  'find-due-timers',
  'run-timers',
  'track-visits',
  'score-leads',
  'do-work',
  'do-calls',
  'read-leads',
  'read-reports',
  'change-leads',
  'backtest-scoring',
  'edit-config',
  'compile-templates',
  'serve-docs',
  'session',
  'admit-requests',
  'export-facts',
  'mail-inbound',
  'prepare-deployment',
] as const;

export type FunctionName = (typeof functionNames)[number];

/** Built always, deployed where settings ask for it: behind a firewall, with analytics, and where answers to mails come in. */
export const onlyWhenAsked: readonly FunctionName[] = ['admit-requests', 'export-facts', 'mail-inbound'];
