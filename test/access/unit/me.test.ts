import { describe, expect, it } from '@jest/globals';
import { Action } from '../../../api/actions.ts';
import { MeView } from '../../../api/me/me-view.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const admin = 'admin@example.com';
const anh = 'anh.nguyen@example.com';

describe('who the caller is', () => {
  it('tells a rep their name, their clocks and what they may do', async () => {
    const ask = readRoutes(createWorld());

    const { status, body } = await ask('/v1/me', anh);

    expect(status).toBe(200);
    const me = MeView.parse(body);
    expect(me).toMatchObject({ userId: 'user-anh', role: 'rep', repId: 'rep-anh', name: expect.any(String), zone: 'Asia/Ho_Chi_Minh' });
    expect(me.rights).toMatchObject({ 'lead.read': 'own', 'lead.accept': 'own', 'me.read': 'all' });
    expect(me.rights).not.toHaveProperty(['config.publish']);
  });

  it('names of an admin every action but those that are for a rep alone', async () => {
    const ask = readRoutes(createWorld());

    const { rights } = MeView.parse((await ask('/v1/me', admin)).body);

    const missing = Action.options.filter((action) => !(action in rights));
    expect(missing).toEqual(['lead.reveal', 'lead.accept', 'pool.take', 'lateAct.keep']);
  });

  it('calls a user as the configuration does', async () => {
    const world = createWorld();
    world.config.change(userKind, 'admin', (user) => ({ ...user, name: 'Chị Lan' }));

    expect(MeView.parse((await readRoutes(world)('/v1/me', admin)).body).name).toBe('Chị Lan');
  });

  it('says what is masked for whom', async () => {
    const world = createWorld();
    world.config.change(companyKind, 'company', (company) => ({ ...company, maskNumbers: true }));
    const ask = readRoutes(world);
    const masked = async (user: string) => MeView.parse((await ask('/v1/me', user)).body).features.masking;

    expect([await masked(anh), await masked(admin)]).toEqual([true, false]);
  });

  it('sends nothing again that did not change, and is nothing for who is not configured', async () => {
    const world = createWorld();
    const ask = readRoutes(world);
    const { headers } = await ask('/v1/me', anh);

    expect((await ask('/v1/me', anh, { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(304);
    world.config.change(companyKind, 'company', (company) => ({ ...company, name: 'Tên mới' }));
    expect((await ask('/v1/me', anh, { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(200);
    expect((await ask('/v1/me', 'stranger@example.com')).status).toBe(404);
  });
});
