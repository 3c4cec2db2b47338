import { describe, expect, it } from '@jest/globals';
import { formKind } from '../../../shared/capture/form-config.ts';
import { checkForms } from '../../../shared/capture/form-references.ts';
import { createBorder, formsWith, huong } from '../../support/capture.ts';

const body = {
  fields: { fullName: huong.fullName, phone: huong.phone },
  consent: { tracking: true },
  context: { pageUrl: 'https://x.vn/?utm_source=zalo', visitorId: 'v1', sessionId: 's1', sessionStartedAt: '2026-11-22T02:59:00.000Z' },
};

describe('who fills a form in', () => {
  it('is a visitor, whose device goes with the post', async () => {
    const { post, submissions } = createBorder();

    expect((await post({ body })).statusCode).toBe(202);
    expect(submissions()).toMatchObject([{ context: { visitorId: 'v1', sessionId: 's1' } }]);
  });

  it('is anybody at a stand, whose device is nobody’s', async () => {
    const { post, submissions } = createBorder(formsWith('contact', { mode: 'event', progressive: undefined }));

    expect((await post({ body })).statusCode).toBe(202);
    expect(submissions()).toMatchObject([{ context: { visitorId: null, utm: { source: 'zalo' } } }]);
    expect(JSON.stringify(submissions())).not.toContain('s1');
  });

  it('is a colleague on the phone, and no page', async () => {
    const { post, submissions } = createBorder(formsWith('contact', { mode: 'phone' }));

    expect((await post({ body })).statusCode).toBe(404);
    expect(submissions()).toEqual([]);
  });
});

describe('a form', () => {
  const faults = (change: object) => {
    const form = formKind.schema.parse({ ...Object(formKind.example), ...change });
    return checkForms([form], []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
  const email = { name: 'email', label: { vi: 'E-mail', en: 'E-mail' }, type: 'email' };
  const asks = (name: string, mapsTo: string, values?: readonly string[]) => ({
    name,
    label: { vi: name, en: name },
    type: values ? 'select' : 'text',
    mapsTo,
    ...(values ? { options: values.map((value) => ({ value, label: { vi: value, en: value } })) } : {}),
  });

  it.each([
    ['offers an answer that the field cannot have', asks('age', 'ageBand', ['18-24', '20-30']), 'fields.1.options.1.value'],
    ['lets people write what is one of a few', asks('age', 'ageBand'), 'fields.1.options'],
    ['maps what the record keeps', asks('company', 'needs'), 'fields.1.mapsTo'],
  ])('is refused where it %s', (_, field, at) => {
    expect(faults({ fields: [email, field] })).toEqual([expect.stringMatching(new RegExp(`^${at}: `))]);
  });

  it('is taken where its questions map to what they can', () => {
    expect(faults({ fields: [email, asks('age', 'ageBand', ['18-24']), asks('need', 'needs'), asks('why', 'opinion')] })).toEqual([]);
  });

  it('at a stand asks everything each time', () => {
    const progressive = { fields: ['need'], atOnce: 1, once: [] };

    expect(faults({ mode: 'event', fields: [email, asks('need', 'needs')], progressive })).toHaveLength(1);
  });
});
