import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { callKinds } from '../../../functions/do-calls/kinds.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { LoggedCall } from '../../../shared/call-log/logged-call.ts';
import { Submission } from '../../../shared/capture/submission.ts';
import { Engagement } from '../../../shared/engagement/record.ts';
import { Firm } from '../../../shared/firms/firm.ts';
import { Lead } from '../../../shared/leads/record.ts';
import { Mail } from '../../../shared/mail/record.ts';
import { Opportunity } from '../../../shared/needs/record.ts';
import { Note } from '../../../shared/notes/note.ts';
import { Profile } from '../../../shared/profiles/profile.ts';
import { Purchase } from '../../../shared/purchases/record.ts';
import { RepConfig } from '../../../shared/routing/rep-config.ts';
import { Task } from '../../../shared/tasks/record.ts';
import { VisitEvent } from '../../../shared/tracking/event.ts';
import { dataClasses } from '../../../tools/data-inventory/classes.ts';
import * as lines from '../../../tools/data-inventory/fields.ts';
import { checkClasses } from '../../../tools/data-inventory/inventory.ts';
import { recipients } from '../../../tools/data-inventory/recipients.ts';
import { inventoryFiles, inventoryOf } from '../../../tools/inventory.ts';

const root = join(import.meta.dirname, '../../..');
const records: readonly [name: string, fields: lines.Fields, schema: z.ZodObject][] = [
  ['Lead', lines.leadFields, Lead],
  ['Submission', lines.postFields, Submission],
  ['VisitEvent', lines.visitFields, VisitEvent],
  ['Mail', lines.mailFields, Mail],
  ['Engagement', lines.engagementFields, Engagement],
  ['LoggedCall', lines.callFields, LoggedCall],
  ['Note', lines.noteFields, Note],
  ['Task', lines.taskFields, Task],
  ['Opportunity', lines.opportunityFields, Opportunity],
  ['Purchase', lines.purchaseFields, Purchase],
  ['Firm', lines.firmFields, Firm],
  ['UserConfig', lines.userFields, UserConfig],
  ['RepConfig', lines.repFields, RepConfig],
  ['Profile', lines.profileFields, Profile.extend(Profile.shape.values.shape)],
];

describe('the inventory of personal data', () => {
  it('has each kind of items in one class', () => {
    expect(checkClasses).not.toThrow();
  });

  it.each(records)('says of each field of %s what it tells of a person', (name, fields, schema) => {
    const kept = Object.keys(schema.shape);

    const untold = kept
      .filter((field) => !(field in fields))
      .map((field) => `${name}.${field}: say in tools/data-inventory/fields.ts what it is`);
    expect(untold).toEqual([]);
    expect(Object.keys(fields).filter((field) => !kept.includes(field))).toEqual([]);
    expect(dataClasses.flatMap((one) => one.fields)).toContain(fields);
  });

  it('names whoever is called: each kind of calls leads to one recipient', () => {
    const told = recipients.flatMap(({ calls }) => calls);

    expect(callKinds.map(({ kind }) => kind).sort()).toEqual([...told].sort());
  });

  it('says how long the company keeps records, and where it has said nothing', () => {
    const of = inventoryOf();
    const said = new Map(inventoryFiles({ ...of, company: { ...of.company, retention: { leadsAfterMonths: 24 } } }));

    expect(said.get('data-inventory.en.md')).toContain(
      'who never bought 24 months without anything done; customers no end (the company has set none)',
    );
    expect(said.get('transfer-dossier.vi.md')).toContain('khách hàng **[công ty điền]**');
  });

  it('names those whom this company tells, and no others as used', () => {
    const of = inventoryOf();
    const telling = {
      ...of,
      company: { ...of.company, telegram: { tokenParameter: 'bot' } },
      webhooks: [{ id: 'kho', url: 'https://hooks.example.com/pheu' }],
    };
    const [quiet, told] = [{ ...of, company: { ...of.company, telegram: undefined } }, telling].map((one) =>
      new Map(inventoryFiles(one)).get('transfer-dossier.en.md'),
    );

    expect(quiet).not.toContain('| Telegram |');
    expect(told).toContain('| Telegram |');
    expect(new Map(inventoryFiles(telling)).get('data-inventory.en.md')).toContain('webhook `kho`: hooks.example.com');
    // Addresses that admins connect by the API may get whole records, and stand in no configuration.
    expect(quiet).toMatch(/\| Systems that admins connected [^\n]*data-inventory\.en\.md#contact/);
  });

  it('names the country of the Region, and leaves it open where nobody said where', () => {
    const dossier = (region: string | null) => new Map(inventoryFiles({ ...inventoryOf(), region })).get('transfer-dossier.en.md') ?? '';

    expect(dossier('ap-southeast-1')).toContain('Amazon Web Services; Singapore (ap-southeast-1)');
    expect(dossier(null)).toContain('- [ ] Recipient and country');
    expect(dossier('ap-southeast-1')).not.toContain('- [ ] Recipient and country');
  });

  it('lies in docs as code and configuration say it', () => {
    for (const [name, text] of inventoryFiles(inventoryOf())) {
      expect([name, readFileSync(join(root, 'docs/generated', name), 'utf8') === text]).toEqual([name, true]);
    }
  });
});
