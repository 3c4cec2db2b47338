import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { functionNames, onlyWhenAsked } from '../../infra/function-names.ts';
import { readTemplate, referredId, resourcesOf, type Statement, statementsByRole, type Template } from './support/templates.ts';

const itemActions = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem', 'Query'].map(
  (action) => `dynamodb:${action}`,
);
const leadingKeys = (statement: Statement): unknown => statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];

/** Who may delete at all: timers, links of leads, and whatever many writes at once could delete. */
const mayDelete: Readonly<Record<string, RegExp>> = {
  'run-timers': /^dynamodb:(Delete|BatchWrite)Item$/,
  'track-visits': /^dynamodb:(Delete|BatchWrite)Item$/,
  'intake-submissions': /^dynamodb:DeleteItem$/,
  // Timers whose message it sent itself, by the right that writes many.
  'change-leads': /^dynamodb:(Delete|BatchWrite)Item$/,
  'send-mail': /^dynamodb:BatchWriteItem$/,
  // An address that is proposed no more; the seat of a rep who declines.
  'answer-links': /^dynamodb:DeleteItem$/,
  // An address that is to hear of events no more.
  'edit-config': /^dynamodb:DeleteItem$/,
  // The seat of a rep whom a lead is taken from.
  'assign-leads': /^dynamodb:DeleteItem$/,
  // Visits that went into a sum; counts of segments that are no more; whatever is of a person who is erased.
  'do-work': /^dynamodb:(Delete|BatchWrite)Item$/,
  // Seats of an erased lead, and days that a lead names no more.
  'project-changes': /^dynamodb:(Delete|BatchWrite)Item$/,
};

/** The partition keys that a function may write, and nobody else's. */
const mayWrite: Readonly<Record<string, readonly string[]>> = {
  'capture-form': ['SUBMISSION#*', 'BADROW#*'],
  'intake-submissions': [
    'SUBMISSION#*',
    'LEAD#*',
    'EMAIL#*',
    'PHONE#*',
    'REPEAT#*',
    'CLIENT#*',
    'TOKEN#*',
    'HELD#*',
    'DUE#*',
    'VISITOR#*',
    // The firm of whoever posts.
    'COMPANY#*',
    'TAXCODE#*',
    'DOMAIN#*',
  ],
  // REP: what reps have in hand; COMPANY: whose firm it is.
  'assign-leads': ['LEAD#*', 'POOL#*', 'DUE#*', 'REP#*', 'COMPANY#*'],
  'send-mail': ['LEAD#*', 'MAILBOX#*', 'DUE#*', 'CALL#*', 'RATE#*', 'REP#*', 'STRANGERS#*'],
  'record-mail-feedback': ['LEAD#*', 'ADDRESS#*', 'STRANGERS#*'],
  'show-form': [],
  // SUBMISSION: answers to surveys.
  'answer-links': ['SUBMISSION#*', 'LEAD#*', 'PHONE#*', 'ADDRESS#*', 'EMAIL#*', 'DUE#*', 'REP#*', 'COMPANY#*', 'EVENT#*'],
  'find-due-timers': [],
  'run-timers': ['DUE#*', 'BADROW#*'],
  'track-visits': ['VISITOR#*', 'LEAD#*'],
  'score-leads': ['LEAD#*', 'DUE#*'],
  'do-work': [
    'COMPILED#*',
    'LEAD#*',
    'VISITOR#*',
    'DUE#*',
    'WAIT#*',
    'MAILHOST#*',
    'SEGMENTS#*',
    'SEQUENCES#*',
    'CALL#*',
    'REP#*',
    'SPLITS#*',
    'SPLIT#*',
    // Places at events.
    'EVENT#*',
    'ACCOUNTS#*',
    // Lists that are brought: their people are made known as by a post.
    'IMPORTS#*',
    'EXPORTS#*',
    'REPEAT#*',
    'ORDER#*',
    'COMPANY#*',
    'TAXCODE#*',
    'DOMAIN#*',
    'CONNECTOR#*',
    // A person is erased.
    'ERASURE#*',
    'ERASED#*',
    'FACTS#*',
    'FORECAST#*',
    'EXPERIMENT#*',
    'REQUEST#*',
    'WEBHOOKS#*',
    'SUBMISSION#*',
    'BADROW#*',
    'EMAIL#*',
    'PHONE#*',
    'ADDRESS#*',
  ],
  // What platforms tell, and the timers that have it taken.
  'receive-inbound': ['CONNECTOR#*', 'DUE#*'],
  // Answers to mails, and what somebody refuses by one.
  'mail-inbound': ['LEAD#*', 'DUE#*', 'ADDRESS#*'],
  'do-calls': ['CALL#*'],
  'read-leads': [],
  'change-leads': [
    'LEAD#*',
    'EMAIL#*',
    'PHONE#*',
    'VISITOR#*',
    'REQUEST#*',
    'SUBMISSION#*',
    // The buyer of an order is made known as by a post, and the order is somebody's.
    'REPEAT#*',
    'DUE#*',
    'ORDER#*',
    'ADDRESS#*',
    // The first steps of a sequence that somebody puts a lead into.
    'CALL#*',
    // How often a user asks whether somebody is known.
    'CHECKS#*',
    // Who is on duty.
    'REP#*',
    // Lists that people save.
    'VIEWS#*',
    // Many leads that somebody gives at once.
    // Who comes to an event.
    'EVENT#*',
    'SPLITS#*',
    'SPLIT#*',
    // Firms, and what finds them.
    'COMPANY#*',
    'TAXCODE#*',
    'DOMAIN#*',
    // A person who is to be erased.
    'ERASURE#*',
    'RIGHTS#*',
    'BREACH#*',
  ],
  'backtest-scoring': ['SEGMENTS#*', 'IMPORTS#*', 'EXPORTS#*', 'DUE#*'],
  'edit-config': ['CONFIG#*', 'REQUEST#*', 'WEBHOOKS#*', 'CALL#*', 'SPEND#*', 'TARGETS#*', 'STRANGERS#*'],
  'serve-docs': [],
  'publish-changes': [],
  // COMPANY: pairs of firms that may be one.
  'project-changes': ['LEAD#*', 'COMPANY#*', 'FACTS#*'],
  'prepare-deployment': ['COMPILED#*', 'CONFIG#*', 'DUE#*'],
};

describe.each(['dev', 'full'] as const)('the rights in %s', (variant) => {
  let template: Template;
  let byFunction: Map<string, Statement[]>;
  let all: Statement[];

  beforeAll(async () => {
    template = await readTemplate(variant, 'app');
    const byRole = statementsByRole(template);
    all = [...byRole.values()].flat();
    const named = resourcesOf(template, 'AWS::Lambda::Function').map(
      ([, { Properties }]) =>
        [String(Properties.FunctionName).replace(/^pheu-[a-z]+-/, ''), byRole.get(referredId(Properties.Role) ?? '') ?? []] as const,
    );
    byFunction = new Map(named);
  });

  const statementsOf = (name: string): Statement[] => byFunction.get(name) ?? [];

  it('stand in policies of the roles, never in managed ones', () => {
    for (const [, role] of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(role.Properties).not.toHaveProperty('Policies');
    }
    expect(all.length).toBeGreaterThan(functionNames.length);
  });

  it('name each action in full', () => {
    for (const statement of all) {
      if (statement.Effect === 'Deny') continue;
      for (const action of statement.Action) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
    }
  });

  it("name each resource; only traces and SES' list have none to name", () => {
    const open = [...byFunction].flatMap(([name, statements]) => {
      const actions = statements.flatMap(({ Resource, Action }) => (Resource.includes('*') ? Action : []));
      return actions.length > 0 ? [[name, actions.sort()] as const] : [];
    });

    const traces = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
    for (const [name, actions] of open) {
      expect(actions).toEqual(name === 'do-work' ? ['ses:ListSuppressedDestinations', ...traces] : traces);
    }
    // The minutely look and the authoriser are not traced.
    const isTraced = (name: (typeof functionNames)[number]) =>
      variant === 'full' ? name !== 'admit-requests' : !onlyWhenAsked.includes(name);
    expect(open).toHaveLength(functionNames.filter(isTraced).length - 1);
  });

  it('hold every access to items down to kinds of keys', () => {
    const table = all.filter((statement) => statement.Action.some((action) => itemActions.includes(action)));

    expect(table.length).toBeGreaterThan(10);
    for (const statement of table) {
      const isIndexQuery = JSON.stringify(statement.Resource).includes('/index/');
      if (isIndexQuery) expect(statement.Action).toEqual(['dynamodb:Query']);
      else
        expect(
          z
            .array(z.string().regex(/^[A-Z]+#\*$/))
            .or(z.string().regex(/^[A-Z]+#\*$/))
            .safeParse(leadingKeys(statement)).success,
        ).toBe(true);
    }
  });

  it('give each action on items in one statement, so that a transaction passes item by item and all at once', () => {
    for (const [name, statements] of byFunction) {
      const given = statements
        .filter((statement) => leadingKeys(statement) !== undefined)
        .flatMap((statement) => statement.Action.map((action) => `${name} ${action}`));
      expect(given).toEqual([...new Set(given)]);
    }
  });

  it('let no request on items pass that names no key', () => {
    const onItems = all.filter((statement) => leadingKeys(statement) !== undefined);

    for (const statement of onItems) expect(statement.Condition?.Null).toEqual({ 'dynamodb:LeadingKeys': 'false' });
  });

  it('let nobody scan or change the table, and few delete: timers, links, counts of segments, and by the right that writes many at once, visitors', () => {
    const actions = new Map([...byFunction].map(([name, statements]) => [name, statements.flatMap((statement) => statement.Action)]));

    for (const [name, used] of actions) {
      expect(used).not.toContain('dynamodb:Scan');
      expect(used.filter((action) => /^dynamodb:(Create|Delete|Update)(Table|TimeToLive|Backup)$/.test(action))).toEqual([]);
      const deleting = used.filter((action) => /^dynamodb:(Delete|BatchWrite)Item$/.test(action));
      expect(deleting.filter((action) => !mayDelete[name]?.test(action))).toEqual([]);
    }
  });

  it.each(Object.entries(mayWrite))('let %s write %j only', (name, expected) => {
    const writes = statementsOf(name).filter((statement) =>
      statement.Action.some((action) => /^dynamodb:(Put|Update|Delete|BatchWrite)Item$/.test(action)),
    );

    const isDeployed = variant === 'full' || !onlyWhenAsked.some((one) => one === name);
    expect([...new Set(writes.flatMap((statement) => [leadingKeys(statement)].flat()))].sort()).toEqual(
      isDeployed ? [...expected].sort() : [],
    );
  });

  it('let send-mail alone send over SES, under one sender, and do-work read whom SES writes to no more', () => {
    const callers = [...byFunction].flatMap(([name, statements]) => {
      const actions = statements.flatMap(({ Action }) => Action.filter((action) => action.startsWith('ses:')));
      return actions.length > 0 ? [[name, [...new Set(actions)]] as const] : [];
    });
    const statements = byFunction.get('send-mail') ?? [];

    expect(Object.fromEntries(callers)).toEqual({
      'do-work': ['ses:ListSuppressedDestinations'],
      'send-mail': ['ses:SendEmail', 'ses:SendRawEmail'],
    });
    const sending = statements.filter((statement) => statement.Action.includes('ses:SendEmail'));
    expect(sending.map((statement) => [statement.Action, statement.Condition])).toEqual([
      [
        ['ses:SendEmail', 'ses:SendRawEmail'],
        { StringEquals: { 'ses:FromAddress': variant === 'dev' ? 'leads@example.com' : 'leads@an-nhien.internal' } },
      ],
    ]);
  });

  it('make publish-changes the only writer of the bus', () => {
    const writers = [...byFunction].filter(([, statements]) =>
      statements.some((statement) => statement.Action.includes('events:PutEvents')),
    );

    expect(writers.map(([name]) => name)).toEqual(['publish-changes']);
  });

  it('let each queue be read by the function that it feeds and by no other role, the dead letters by no machine', () => {
    const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
    const mayRead = (statement: Statement, queue: string): boolean =>
      statement.Action.some((action) => /^sqs:(Receive|Delete|Change|Purge)/.test(action)) &&
      statement.Resource.some((resource) => referredId(resource) === queue);

    for (const [queue, { Properties }] of resourcesOf(template, 'AWS::SQS::Queue')) {
      const readers = [...statementsByRole(template)].flatMap(([role, own]) => (own.some((one) => mayRead(one, queue)) ? [role] : []));
      const fed = mappings
        .filter(({ EventSourceArn }) => referredId(EventSourceArn) === queue)
        .map(({ FunctionName }) => referredId(template.Resources[referredId(FunctionName) ?? '']?.Properties.Role));
      expect({ queue: Properties.QueueName, readers }).toEqual({ queue: Properties.QueueName, readers: fed });
    }
  });

  it('show the secret to the functions that derive something from it', () => {
    const isOfSecret = ({ Action, Resource }: Statement) =>
      Action.includes('ssm:GetParameter') && JSON.stringify(Resource).match(/parameter\/pheu\/[a-z]+\/(?!(?:webhooks|connectors)\/)/);
    const readers = [...byFunction].filter(([, statements]) => statements.some(isOfSecret));
    const writers = [...byFunction].filter(([, statements]) =>
      statements.some((statement) => statement.Action.includes('ssm:PutParameter')),
    );

    expect(readers.map(([name]) => name).sort()).toEqual(['prepare-deployment']);
    expect(writers.map(([name]) => name)).toEqual(['prepare-deployment']);
  });

  it('show whoever platforms post to what it knows them by, and no token that they are asked with', () => {
    const namesOf = (name: string): string[] => {
      const own = statementsOf(name).filter(({ Action }) => Action.includes('ssm:GetParameter'));
      const found = JSON.stringify(own.map(({ Resource }) => Resource)).matchAll(/\/connectors\/([^"]+)"/g);
      return [...found].map(([, rest = '']) => rest).sort();
    };

    expect(namesOf('receive-inbound')).toEqual(['*/app-secret', '*/client-secret', '*/oa-secret', '*/verify-token', '*/webhook-secret']);
    expect(namesOf('do-calls')).toEqual([
      '*/access-token',
      '*/app-secret',
      '*/conversions-token',
      '*/oauth-secret',
      '*/page-token',
      '*/refresh-token',
    ]);
  });

  it('let the function that foreign addresses answer see its own items, where they are, its own queue and the secrets it signs with, and do nothing else', () => {
    const statements = statementsOf('do-calls').filter(({ Action }) => !Action.some((action) => /^(logs|xray):/.test(action)));

    const queueOf = ({ Resource }: Statement) => template.Resources[referredId(Resource[0]) ?? '']?.Properties.QueueName;
    const seen = statements.flatMap((statement) =>
      statement.Action.map((action) => [action, leadingKeys(statement) ?? queueOf(statement) ?? JSON.stringify(statement.Resource)]),
    );
    const own = expect.stringMatching(/^pheu-[a-z]+-calls$/);
    expect(Object.fromEntries(seen)).toEqual({
      'dynamodb:GetItem': ['CALL#*', 'WEBHOOKS#*'],
      'dynamodb:PutItem': ['CALL#*'],
      'ssm:GetParameter': expect.stringMatching(/parameter\/pheu\/[a-z]+\/webhooks\/\*/),
      'sqs:SendMessage': own,
      'sqs:ReceiveMessage': own,
      'sqs:DeleteMessage': own,
      'sqs:ChangeMessageVisibility': own,
      'sqs:GetQueueAttributes': own,
    });
  });

  it('let nobody overwrite the identity key', () => {
    const denied = statementsOf('prepare-deployment').filter(({ Effect }) => Effect === 'Deny');

    expect(denied).toMatchObject([{ Action: ['ssm:PutParameter'], Condition: { StringEquals: { 'ssm:Overwrite': 'true' } } }]);
    expect(JSON.stringify(denied[0]?.Resource)).toContain('/identity-key');
  });

  it('let the authoriser of public routes do nothing beside its log', () => {
    const actions = statementsOf('admit-requests').flatMap(({ Action }) => Action);

    expect(actions).toEqual(variant === 'full' ? ['logs:CreateLogStream', 'logs:PutLogEvents'] : []);
  });

  it('open each function to the one thing that calls it', () => {
    const permissions = resourcesOf(template, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);

    for (const permission of permissions) {
      const isForMails = JSON.stringify(permission.FunctionName).includes('mailinbound');
      const Principal = isForMails ? 'ses.amazonaws.com' : 'apigateway.amazonaws.com';
      expect(permission).toMatchObject({ Action: 'lambda:InvokeFunction', Principal });
      expect(permission).toHaveProperty('SourceArn');
    }
  });
});
