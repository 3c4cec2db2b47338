import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { synthesise } from '../../../local/synthesis/synthesise.ts';

const root = join(import.meta.dirname, '..', '..', '..');

const textOrTexts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Statement = z.looseObject({
  Action: textOrTexts,
  Condition: z.looseObject({ 'ForAllValues:StringLike': z.looseObject({ 'dynamodb:LeadingKeys': textOrTexts }).optional() }).optional(),
});
type Statement = z.infer<typeof Statement>;
const Policy = z.looseObject({
  Type: z.literal('AWS::IAM::Policy'),
  Properties: z.looseObject({ PolicyDocument: z.looseObject({ Statement: z.array(Statement) }) }),
});
const Template = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

/** One right of one function: an action, on items of one kind where it is an action of the table. */
export interface Right {
  readonly functionName: string;
  readonly action: string;
  readonly keyKind?: string;
}

const kindsOf = ({ Condition }: Statement): string[] => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [];

function gives(statement: Statement, { action, keyKind }: Right): boolean {
  return statement.Action.includes(action) && (keyKind === undefined || kindsOf(statement).includes(`${keyKind}#*`));
}

/** What is left of a statement: its other actions as they were, and the action on other kinds of items. */
function without(statement: Statement, { action, keyKind }: Right): Statement[] {
  const otherActions = statement.Action.filter((one) => one !== action);
  const otherKinds = kindsOf(statement).filter((kind) => kind !== `${keyKind}#*`);
  const onOtherKinds = { ...statement.Condition, 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': otherKinds } };
  return [
    ...(otherActions.length === 0 ? [] : [{ ...statement, Action: otherActions }]),
    ...(keyKind === undefined || otherKinds.length === 0 ? [] : [{ ...statement, Action: [action], Condition: onOtherKinds }]),
  ];
}

/** The project's own assembly, without these rights; the bundles are shared. */
export async function assemblyWithout(rights: readonly Right[]): Promise<string> {
  const whole = await synthesise({ root, directory: join(root, '.pheu', 'assembly') });
  const directory = mkdtempSync(join(tmpdir(), 'pheu-grants-'));
  for (const name of readdirSync(whole)) {
    if (name.startsWith('asset.')) symlinkSync(join(whole, name), join(directory, name));
    else cpSync(join(whole, name), join(directory, name));
  }
  const file = join(directory, 'app.template.json');
  const template = Template.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const right of rights) dropRight(template, right);
  writeFileSync(file, JSON.stringify(template));
  return directory;
}

function dropRight(template: z.infer<typeof Template>, right: Right): void {
  const id = right.functionName.replaceAll('-', '');
  const policies = Object.entries(template.Resources).filter(([logicalId]) => logicalId.startsWith(`${id}RoleDefaultPolicy`));
  const found = policies.flatMap(([logicalId, resource]) => {
    const policy = Policy.parse(resource);
    const document = policy.Properties.PolicyDocument;
    const dropped = document.Statement.filter((statement) => gives(statement, right)).length;
    document.Statement = document.Statement.flatMap((statement) => (gives(statement, right) ? without(statement, right) : [statement]));
    template.Resources[logicalId] = policy;
    return Array.from({ length: dropped }, () => logicalId);
  });
  if (found.length !== 1) throw new Error(`${right.functionName} has ${found.length} statements that give ${right.action}, not one`);
}
