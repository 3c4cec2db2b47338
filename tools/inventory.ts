import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { companyKind } from '../shared/company/company-config.ts';
import { fieldKind } from '../shared/fields/field-config.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import { webhookKind } from '../shared/webhooks/webhook-config.ts';
import { readCommandLine, runCommand } from './command-line.ts';
import { documentsOf, readFolder } from './config-files.ts';
import { transferDossier } from './data-inventory/dossier.ts';
import { type InventoryOf, inventory } from './data-inventory/inventory.ts';

const usage = `usage: npm run inventory -- [--config FOLDER] [--region REGION] --out FOLDER
  Writes the inventory of personal data and the draft of the dossier for a transfer abroad, in Vietnamese and English.

  --config FOLDER   the company's configuration. Default: config
  --region REGION   where it is deployed, such as ap-southeast-1. Default: left open in the dossier
  --out FOLDER      where the four files go`;

/** Reads what an inventory is made from. @throws InvalidInputError when the folder is no company's configuration */
export function inventoryOf(folder?: string, region: string | null = null): InventoryOf {
  const documents = documentsOf(folder === undefined ? readFolder() : readFolder(resolve(folder), folder));
  const company = companyKind.schema.safeParse(documents.company?.[0]);
  if (!company.success) throw new InvalidInputError(`${folder ?? 'config'}/company.json names no company: npm run config -- validate`);
  return {
    company: company.data,
    fields: (documents.fields ?? []).map((one) => fieldKind.schema.parse(one)),
    webhooks: (documents.webhooks ?? []).map((one) => webhookKind.schema.parse(one)),
    region,
  };
}

/** The files by their names. */
export function inventoryFiles(of: InventoryOf): [name: string, text: string][] {
  return (['vi', 'en'] as const).flatMap((locale): [string, string][] => [
    [`data-inventory.${locale}.md`, inventory(of, locale)],
    [`transfer-dossier.${locale}.md`, transferDossier(of, locale)],
  ]);
}

if (import.meta.main) {
  const { values } = readCommandLine(usage, { config: { type: 'string' }, region: { type: 'string' }, out: { type: 'string' } });
  const { out } = values;
  await runCommand(
    usage,
    out === undefined
      ? undefined
      : async () => {
          const files = inventoryFiles(inventoryOf(values.config, values.region ?? null));
          mkdirSync(out, { recursive: true });
          for (const [name, text] of files) writeFileSync(join(out, name), text);
          console.log(`wrote ${files.map(([name]) => join(out, name)).join(', ')}`);
        },
  );
}
