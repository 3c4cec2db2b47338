import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileLocale } from '../shared/mail-templates/compile.ts';
import { TemplateConfig, type TemplatePurpose } from '../shared/mail-templates/template-config.ts';

const target = join(import.meta.dirname, '../shared/mail-templates/generated/frame.ts');

/** Sections with every part of MJML that a template may be made of, and each kind of text. */
export const probeSections = `<mj-wrapper><mj-section><mj-group>
  <mj-column><mj-text><h1>A</h1><h2>B</h2><h3>C</h3><p>D <b>b</b> <i>i</i><br><a href="https://example.com/">e</a></p><ul><li>f</li></ul><hr></mj-text></mj-column>
  <mj-column><mj-button href="https://example.com/">G</mj-button></mj-column>
</mj-group></mj-section></mj-wrapper>
<mj-section>
  <mj-column><mj-image src="https://example.com/h.png" alt="H" /><mj-divider /><mj-spacer /></mj-column>
  <mj-column><mj-table><tr><th>I</th><td>J</td></tr></mj-table><mj-raw><p>{% if about.product %}{{ about.product }}{% endif %}</p></mj-raw></mj-column>
</mj-section>`;

/** Returns what all templates have in common after they were compiled, as a digest: it changes when what is sent would change though nobody wrote anything. */
export async function frameDigest(): Promise<string> {
  const wording = { subject: 'A', preheader: 'B & C', mjml: probeSections };
  const hash = createHash('sha256');
  for (const purpose of ['advertising', 'service'] satisfies TemplatePurpose[]) {
    const template = TemplateConfig.parse({
      id: 'frame',
      names: { vi: 'A', en: 'A' },
      purpose,
      ...(purpose === 'advertising' ? { topic: 'a' } : {}),
      locales: { vi: wording, en: wording },
    });
    for (const locale of ['vi', 'en'] as const) {
      const { compiled, faults } = await compileLocale(template, locale);
      if (faults.length > 0) throw new Error(`the frame of templates: ${faults.map(({ message }) => message).join('; ')}`);
      hash.update(JSON.stringify(compiled));
    }
  }
  return hash.digest('hex').slice(0, 8);
}

/** Writes the digest of the frame where templates are kept by it; `check` compares instead, and answers whether it is fresh. */
export async function generateFrame(check = false): Promise<boolean> {
  const committed = await readFile(target, 'utf8');
  const source = committed.replace(/'[0-9a-f]+'/, `'${await frameDigest()}'`);
  if (committed === source) return true;
  if (!check) await writeFile(target, source);
  return !check;
}
