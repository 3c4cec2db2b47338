import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { z } from 'zod';

/** Service of an IAM action → the client that calls it. */
const clientOfService: Readonly<Record<string, string>> = {
  dynamodb: 'client-dynamodb',
  sqs: 'client-sqs',
  ses: 'client-sesv2',
  events: 'client-eventbridge',
  ssm: 'client-ssm',
};
/** Done by Lambda on a function's behalf: no code of ours calls these. */
const donePollers =
  /^(sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes|GetQueueUrl|ChangeMessageVisibility)|dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams))$/;

/** SDK clients that a bundle carries, by the name of the package behind `@aws-sdk/`. */
export function carriedClients(metafile: Metafile, name: string): string[] {
  const output = Object.entries(metafile.outputs).find(([path]) => /\/index\.[cm]?js$/.test(path) && path.includes(`/${name}/`))?.[1];
  const packages = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) => {
    const client = /node_modules\/@aws-sdk\/(client-[a-z0-9-]+|nested-clients)\//.exec(path)?.[1];
    return client && bytesInOutput > 0 ? [client] : [];
  });
  return [...new Set(packages)].sort();
}

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })),
});
const Reference = z.object({ Ref: z.string() });
const Policy = z.object({
  Roles: z.array(z.unknown()),
  PolicyDocument: z.object({ Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) })) }),
});

/** Clients that a function may need at all: those of the services that its synthesised role lets it call. */
export function allowedClients(assemblyDir: string, name: string): string[] {
  const templates = readdirSync(assemblyDir).filter((file) => file.endsWith('.template.json'));
  const actions = templates.flatMap((file) => actionsOf(Template.parse(JSON.parse(readFileSync(join(assemblyDir, file), 'utf8'))), name));
  const clients = actions.filter((action) => !donePollers.test(action)).map((action) => clientOfService[action.split(':', 1)[0] ?? '']);
  return [...new Set(clients.filter((client) => client !== undefined))].sort();
}

function actionsOf({ Resources }: z.infer<typeof Template>, name: string): string[] {
  const resources = Object.values(Resources);
  const fn = resources.find(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && String(Properties.FunctionName).endsWith(`-${name}`),
  );
  const role = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }).safeParse(fn?.Properties.Role).data?.['Fn::GetAtt'][0];
  if (role === undefined) return [];
  return resources
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .map(({ Properties }) => Policy.parse(Properties))
    .filter(({ Roles }) => Roles.some((one) => Reference.safeParse(one).data?.Ref === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }) => Action));
}
