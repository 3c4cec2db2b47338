import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definitionsPage } from './definitions-page.ts';
import { eventCatalogue } from './event-catalogue.ts';
import { inventoryFiles, inventoryOf } from './inventory.ts';
import { openApiDocument } from './openapi/document.ts';
import { generateFrame } from './template-frame.ts';
import { generateTemplates } from './templates.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'generated');

/** What is made from the code and kept in the repository, so that a change of a contract shows in its review. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['openapi.json', `${JSON.stringify(openApiDocument(), null, 2)}\n`],
    ['events.md', eventCatalogue()],
    ['definitions.md', definitionsPage()],
    ...inventoryFiles(inventoryOf()),
  ]);
}

/** Names of the generated files that are missing or differ from the code. */
export async function staleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const [name, content] of generatedFiles()) {
    const kept = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (kept !== content) stale.push(name);
  }
  return stale;
}

async function generate(): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of generatedFiles()) await writeFile(join(folder, name), content);
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const stale = (await staleFiles()).map((name) => `docs/generated/${name}`);
    if (!(await generateTemplates(true))) stale.push('the mail templates');
    if (!(await generateFrame(true))) stale.push('the frame of mail templates');
    if (stale.length > 0) {
      console.error(`not what the code says: ${stale.join(', ')}. Run npm run generate.`);
      process.exitCode = 1;
    }
  } else {
    await generate();
    await generateTemplates();
    await generateFrame();
    console.log(`wrote docs/generated: ${[...generatedFiles().keys()].join(', ')} and the mail templates`);
  }
}
