import { describe, expect, it } from '@jest/globals';
import { OfferedWorld } from '../../support/offers.ts';

describe('the page behind the notice', () => {
  it('changes nothing by GET and HEAD, and shows who it is', async () => {
    const offered = await OfferedWorld.create();
    const token = offered.token(await offered.own());
    const before = JSON.stringify([...offered.world.table.items.values()]);

    const page = await offered.follow('GET', '', token);
    await offered.follow('HEAD', '', token);

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Nguyễn Thị Hường');
    // As the notice names it.
    expect(page.body).toContain('TP. Hồ Chí Minh');
    expect(page.body).toContain('/accept');
    expect(JSON.stringify([...offered.world.table.items.values()])).toBe(before);
  });

  it('accepts by its button, shows the number to call, and again the same', async () => {
    const offered = await OfferedWorld.create();
    const token = offered.token(await offered.own());

    const pages = [await offered.follow('POST', '/accept', token), await offered.follow('POST', '/accept', token)];

    for (const page of pages) {
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('href="tel:+84912345678"');
    }
    expect((await offered.assignment()).state).toBe('owned');
  });

  it('shows whoever declines behind their own answer that it is theirs', async () => {
    const offered = await OfferedWorld.create();
    const token = offered.token(await offered.own());
    const accepted = await offered.follow('POST', '/accept', token);
    const told = offered.told().length;

    const declined = await offered.follow('POST', '/decline', token, 'reason=spam');

    expect([declined.statusCode, declined.body]).toEqual([200, accepted.body]);
    expect([(await offered.assignment()).state, offered.told().length]).toEqual(['owned', told]);
  });

  it('declines for a reason alone', async () => {
    const offered = await OfferedWorld.create();
    const token = offered.token(await offered.own());

    const without = await offered.follow('POST', '/decline', token, 'reason=');
    const declined = await offered.follow('POST', '/decline', token, 'reason=spam');
    const again = await offered.follow('POST', '/decline', token, 'reason=spam');

    expect([without.statusCode, declined.statusCode, again.statusCode]).toEqual([422, 200, 200]);
    expect(again.body).toBe(declined.body);
  });

  it('tells whoever declined so again, also once another rep has it, asks nobody then, and lets nobody accept who did', async () => {
    const offered = await OfferedWorld.create();
    const token = offered.token(await offered.own());
    const first = await offered.follow('POST', '/decline', token, 'reason=noCapacity');
    const entries = offered.told().length;
    await offered.world.assignAll();
    await offered.accept(await offered.own());
    const told = offered.told().length;

    const again = [await offered.follow('POST', '/decline', token, 'reason=other'), await offered.follow('GET', '', token)];
    const accepts = await offered.follow('POST', '/accept', token);

    const after = first.body?.replace('Hệ thống mời người kế tiếp.', 'Hiện hệ thống không mời thêm ai.');
    expect(after).not.toBe(first.body);
    expect(again.map(({ statusCode, body }) => [statusCode, body])).toEqual([
      [200, after],
      [200, after],
    ]);
    expect(accepts.statusCode).toBe(409);
    expect([entries < told, offered.told().length]).toEqual([true, told]);
  });

  it.each([
    ['leader', 'trưởng nhóm sẽ giao khách này'],
    ['fallback', 'nhóm dự phòng sẽ nhận khách'],
  ] as const)('says that nobody is left to ask behind the last offer: %s', async (ifNobody, said) => {
    const offered = await OfferedWorld.create({ offers: 2, ifNobody });
    const first = await offered.follow('POST', '/decline', offered.token(await offered.own()), 'reason=noCapacity');
    await offered.world.assignAll();

    const last = await offered.follow('POST', '/decline', offered.token(await offered.own()), 'reason=noCapacity');

    expect(first.body).toContain('Hệ thống mời người kế tiếp.');
    expect(last.body).toContain(said);
    expect(last.body).not.toContain('người kế tiếp');
  });

  it('shows nothing of the person to whoever does not have them any more, nor to a link of another purpose', async () => {
    const offered = await OfferedWorld.create();
    const token = offered.token(await offered.own());
    await offered.expire();

    const late = [await offered.follow('GET', '', token), await offered.follow('POST', '/accept', token)];
    const forged = await offered.follow('GET', '', `${token.slice(0, -1)}x`);

    for (const page of late) {
      expect(page.statusCode).toBe(409);
      expect(page.body).not.toContain('Hường');
      expect(page.body).not.toContain('0912');
    }
    expect(forged.statusCode).toBe(404);
  });
});
