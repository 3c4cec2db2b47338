/**
 * Who may import whom (docs/architecture.md shows the picture): infra → functions → shared → api, events.
 */
const above = {
  api: '^(infra|functions|shared|config|local|packages|web|test|bench|tools)/',
  events: '^(infra|functions|shared|config|local|packages|web|test|bench|tools)/',
  shared: '^(infra|functions|local|packages|web|test|bench|tools)/',
  functions: '^(infra|local|packages|web|test|bench|tools)/',
  infra: '^(local|packages|web|test|bench)/',
  config: '^(infra|functions|local|packages|web|test|bench|tools)/',
};

const onlyDownwards = Object.entries(above).map(([folder, path]) => ({
  name: `${folder}-only-downwards`,
  comment: `${folder}/ knows nothing of what is built on it.`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path },
}));

/** Rules that decide: clock, random and data come as parameters. The places, the normalisers and the sentences are rules as well. */
const pureRules =
  '^shared/(access/rights\\.ts$|[^/]+/(rules[^/]*|decide|replay|(event-)?sentences?)\\.ts$|identity/(text|tag|name|words-of-address|email|mail-kind|mask|phone|phone-text|contact)\\.ts$|tracking/(event|page|beacon|bots|session|seen|signals|signal-types)\\.ts$|regions/)';

/** What a rule may use while it runs; all of it is as pure as the rule. Types may come from anywhere: they leave no trace. */
const pureParts = [
  pureRules,
  '^shared/(platform/(errors|ids|config-id|money|money-text|duration-text|idempotency-key|keys|clock|once|tellable|zones)|config/(kind|texts)|[^/]+/[a-z]+-(config|references|conditions)|(leads|engagement|purchases)/record|sequences/enrolment|sheets/row|leads/evidence|cards/card|facts/fact|leads/answers|mail/record|mail-requests/[^/]+|timers/[^/]+|calendar/index|products/index|fields/index)\\.ts$',
  '^(api|events|config)/',
  '^node_modules/(zod|libphonenumber-js|ulid|isbot)/',
  '^(node:)?(crypto|url|buffer)$',
];

/** Files of a capability that others may import beside its index: kinds of configuration, schemas, sentences and pure parts, without the stores that the index brings along. */
const openFiles =
  '^shared/(platform/|[^/]+/(event-)?sentences?\\.ts$|([^/]+/([a-z]+-config|merge-follower|eraser|file-eraser)|config/(kind|texts)|regions/codes|engagement/record|capture/(submission|rules-names|rules-known-names)|sheets/(row|rules-excel-date)|leads/(answers|change-owner|evidence|record|rules-(condition|consent|lifecycle))|cards/(card|rules-card)|facts/fact|segments/rules-membership|dates/rules-read-day|spend/rules-line|profiles/(profile-conditions|rules-words)|registrations/rules-standing|tracking/signal-types|purchases/(record|rules-fold))\\.ts$|identity/(text|tag|name|email|mail-kind|mask|rules-(identify|kind|mail-kind|typo)|phone|phone-text|contact)\\.ts$)';

module.exports = {
  forbidden: [
    ...onlyDownwards,
    {
      name: 'api-imports-zod-only',
      comment: 'Contracts are read by infrastructure, documents and tests as well, without what fulfils them.',
      severity: 'error',
      from: { path: '^api/' },
      to: { pathNot: '^(api/|node_modules/zod/)' },
    },
    {
      name: 'events-import-zod-only',
      comment: 'Contracts are read by consumers outside of this repository.',
      severity: 'error',
      from: { path: '^events/' },
      to: { pathNot: '^(events/|node_modules/zod/)' },
    },
    {
      name: 'functions-apart',
      comment: 'A function is deployed alone; what two of them need belongs to shared/.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'capabilities-through-index',
      comment: "Another capability's files are its own business; its index.ts is what it offers.",
      severity: 'error',
      from: { path: '^shared/([^/]+)/' },
      to: { path: '^shared/', pathNot: ['^shared/$1/', '^shared/[^/]+/index\\.ts$', openFiles] },
    },
    {
      name: 'owners-by-assignment',
      comment: 'A lead copies its owner from its assignment: only the function that writes assignments may change the copy.',
      severity: 'error',
      from: { path: '^(shared|functions|tools)/', pathNot: '^shared/routing/change-assignment\\.ts$' },
      to: { path: '^shared/leads/change-owner\\.ts$' },
    },
    {
      name: 'functions-call-use-cases',
      comment: 'A handler that decides something itself is a use case that has not been written yet.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^shared/[^/]+/rules[^/]*\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-stay-pure',
      comment: 'A rule that reaches AWS, by however many steps, cannot be replayed or tested alone.',
      severity: 'error',
      from: { path: [pureRules, pureParts[1]] },
      to: { pathNot: pureParts, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'local-stands-outside',
      comment: 'The local runtime runs what was built and synthesised; it must not know how the inside works.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(functions|shared|config|web|bench|test)/' },
    },
    {
      name: 'local-cloud-knows-no-application',
      comment: 'It runs any cloud assembly of the resource types that it knows; what is ours comes through startCloud.',
      severity: 'error',
      from: { path: '^packages/local-cloud/' },
      to: { path: '^(api|events|infra|functions|shared|config|local|web|test|bench|tools)/' },
    },
    {
      name: 'local-cloud-through-its-exports',
      comment: 'What package.json of the workspace exports is what it offers.',
      severity: 'error',
      from: { pathNot: '^packages/local-cloud/' },
      to: { path: '^packages/local-cloud/', pathNot: '^packages/local-cloud/((index|parts)\\.ts$|test/support/sample\\.ts$)' },
    },
    {
      name: 'web-stands-outside',
      comment: 'What runs in a browser knows the contracts, never the inside. Building the site may read the default configuration.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(functions|shared|infra|local|packages|bench|test)/' },
    },
    {
      name: 'console-rooms-through-index',
      comment: 'A room of the console is loaded when it is opened: another one that reached into it would bring it along.',
      severity: 'error',
      from: { path: '^web/src/console/([^/]+)/' },
      to: { path: '^web/src/console/[^/]+/', pathNot: ['^web/src/console/$1/', '^web/src/console/[^/]+/index\\.ts$'] },
    },
    {
      name: 'console-takes-types-of-contracts',
      comment: 'Schemas in a browser would cost more than the console itself.',
      severity: 'error',
      from: { path: '^web/src/console/' },
      to: { path: '^(api|events)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or the wrong two.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycles-between-capabilities',
      comment: 'Two capabilities that need each other are one, or the wrong two: what both need belongs below both. Types count as well.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^shared/' },
      to: { circular: true },
    },
    {
      name: 'nothing-unresolvable',
      comment: 'An import that does not resolve hides everything behind it from these rules.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    {
      name: 'no-development-packages',
      comment: 'What is deployed or embedded may use dependencies only.',
      severity: 'error',
      from: { path: '^(functions|shared|api|events)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdk\\.out|docs)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
