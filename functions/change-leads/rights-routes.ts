import type { BreachView } from '../../api/rights/breach-view.ts';
import { changeBreachRoute } from '../../api/rights/change-breach.ts';
import { changeRequestRoute } from '../../api/rights/change-request.ts';
import { noteBreachRoute } from '../../api/rights/note-breach.ts';
import { noteRequestRoute } from '../../api/rights/note-request.ts';
import type { RightsRequestView } from '../../api/rights/request-view.ts';
import { readCompany } from '../../shared/company/index.ts';
import { type Answer, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { changeBreach, changeRequest, noteBreach, noteRequest } from '../../shared/rights/index.ts';
import type { ChangeParts } from './app.ts';

type Keep<View> = (answer: Answer<View>) => readonly WriteItem[];

/** The routes by which the register of requests, and of breaches, is kept. */
export const rightsRoutes = (parts: ChangeParts, log: Log): ServedRoute[] => [
  on(noteRequestRoute, (request) => {
    const { principal, body } = request;
    const { userId } = principal;
    const change = async (keep: Keep<RightsRequestView>) => {
      const { kind, via, withProcessors, receivedAt, leadId = null } = body;
      const told = { kind, via, withProcessors, receivedAt, leadId, by: userId };
      const view = await noteRequest(told, await readCompany(parts.config), (one) => keep(found(one)), parts);
      log.info('request of a person noted', { userId, requestId: view.requestId, kind });
      return found(view);
    };
    return once(request, { change, outlivesLead: true }, { ...parts, log });
  }),
  on(changeRequestRoute, (request) => {
    const { principal, params, body } = request;
    const { userId } = principal;
    const change = async (keep: Keep<RightsRequestView>) => {
      const asked = { requestId: params.requestId, by: userId, change: body };
      const view = await changeRequest(asked, await readCompany(parts.config), (one) => keep(found(one)), parts);
      log.info('request of a person changed', { userId, requestId: view.requestId, state: view.state });
      return found(view);
    };
    return once(request, { change, outlivesLead: true }, { ...parts, log });
  }),
  on(noteBreachRoute, (request) => {
    const { principal, body } = request;
    const { userId } = principal;
    const change = async (keep: Keep<BreachView>) => {
      const view = await noteBreach({ ...body, detectedAt: body.detectedAt, by: userId }, (one) => keep(found(one)), parts);
      log.info('breach noted', { userId, breachId: view.breachId });
      return found(view);
    };
    return once(request, { change, outlivesLead: true }, { ...parts, log });
  }),
  on(changeBreachRoute, (request) => {
    const { principal, params, body } = request;
    const change = async (keep: Keep<BreachView>) => {
      const view = await changeBreach(params.breachId, body, (one) => keep(found(one)), parts);
      log.info('breach changed', { userId: principal.userId, breachId: view.breachId });
      return found(view);
    };
    return once(request, { change, outlivesLead: true }, { ...parts, log });
  }),
];
