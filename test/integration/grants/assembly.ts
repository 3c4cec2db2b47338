import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { synthesise } from '../../../local/assembly/synthesise.ts';

const root = join(import.meta.dirname, '..', '..', '..');

const Statement = z.looseObject({
  Action: z.union([z.string(), z.array(z.string())]),
  Condition: z.record(z.string(), z.looseObject({ 'dynamodb:LeadingKeys': z.array(z.string()).optional() })).optional(),
});
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

function gives(statement: z.infer<typeof Statement>, { action, keyKind }: Right): boolean {
  const kinds = Object.values(statement.Condition ?? {}).flatMap((condition) => condition['dynamodb:LeadingKeys'] ?? []);
  return [statement.Action].flat().includes(action) && (keyKind === undefined || kinds.includes(`${keyKind}#*`));
}

/** The project's own assembly, without the statements that give these rights; the bundles are shared. */
export async function assemblyWithout(rights: readonly Right[]): Promise<string> {
  const whole = await synthesise({ root, directory: join(root, '.pheu', 'assembly') });
  const directory = mkdtempSync(join(tmpdir(), 'pheu-grants-'));
  for (const name of readdirSync(whole)) {
    if (name.startsWith('asset.')) symlinkSync(join(whole, name), join(directory, name));
    else cpSync(join(whole, name), join(directory, name));
  }
  const file = join(directory, 'app.template.json');
  const template = Template.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const right of rights) dropStatement(template, right);
  writeFileSync(file, JSON.stringify(template));
  return directory;
}

function dropStatement(template: z.infer<typeof Template>, right: Right): void {
  const id = right.functionName.replaceAll('-', '');
  const policies = Object.entries(template.Resources).filter(([logicalId]) => logicalId.startsWith(`${id}RoleDefaultPolicy`));
  const found = policies.flatMap(([logicalId, resource]) => {
    const policy = Policy.parse(resource);
    const document = policy.Properties.PolicyDocument;
    const kept = document.Statement.filter((statement) => !gives(statement, right));
    const dropped = document.Statement.length - kept.length;
    document.Statement = kept;
    template.Resources[logicalId] = policy;
    return Array.from({ length: dropped }, () => logicalId);
  });
  if (found.length !== 1) throw new Error(`${right.functionName} has ${found.length} statements that give ${right.action}, not one`);
}
