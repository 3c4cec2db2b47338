import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PheuFunction } from '../constructs/pheu-function.ts';
import type { FunctionName } from '../function-names.ts';

/** Whoever asks these is known by name. */
const withToken = [
  'read-leads',
  'read-reports',
  'change-leads',
  'backtest-scoring',
  'edit-config',
  'compile-templates',
] as const satisfies readonly FunctionName[];

export interface SavedQueriesProps {
  readonly stage: string;
  readonly functions: readonly PheuFunction[];
  readonly accessLogs: ILogGroup;
}

/** The questions of docs/runbook.md as saved queries of CloudWatch Logs Insights; they cost nothing until somebody asks one. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { stage, functions, accessLogs }: SavedQueriesProps) {
    super(scope, id);
    const all = functions.map(({ logGroup }) => logGroup);
    const logGroupsOf = (name: FunctionName) => functions.filter((one) => one.name === name).map(({ logGroup }) => logGroup);
    const save = (name: string, logGroups: readonly ILogGroup[], fields: readonly string[], ...filterStatements: string[]) =>
      new QueryDefinition(this, name, {
        queryDefinitionName: `pheu-${stage}/${name}`,
        queryString: new QueryString({ fields: ['@timestamp', ...fields], filterStatements, sort: '@timestamp desc', limit: 200 }),
        logGroups: [...logGroups],
      });
    save(
      'errors',
      all,
      ['service', 'message', 'error', 'reason', 'at', '@message'],
      'level in ["ERROR", "FATAL"] or record.status in ["timeout", "error", "failure"]',
    );
    save('what-comes-back', all, ['service', 'message', 'error', 'reason', 'received', 'messageId'], 'level = "WARN"');
    save('leads-without-owner', logGroupsOf('assign-leads'), ['leadId', 'poolId'], 'message = "lead waits without an owner"');
    save(
      'calls',
      logGroupsOf('do-calls'),
      ['message', 'callId', 'kind', 'endpoint', 'attempt', 'status', 'fault', 'state'],
      'ispresent(callId)',
    );
    save('mails', logGroupsOf('send-mail'), ['message', 'leadId', 'mailId', 'reason', 'sesError'], 'level in ["WARN", "ERROR"]');
    save(
      'mails-that-came-back',
      logGroupsOf('record-mail-feedback'),
      ['feedback', 'leadId', 'mailId', 'suppressed'],
      'ispresent(feedback)',
    );
    save(
      'refused',
      withToken.flatMap(logGroupsOf),
      ['userId', 'role', 'route', 'leadId', 'account', 'reason', 'requestId'],
      'message = "refused"',
    );
    save('api-fails', [accessLogs], ['route', 'status', 'integrationError', 'error', 'responseMs'], 'status >= 500');
    save('api-refuses', [accessLogs], ['route', 'status', 'error', 'authorizerError'], 'status >= 400 and status < 500');
  }
}
