import { type ProfileSetView, setProfileRoute } from '../../api/profiles/set-profile.ts';
import { formKind } from '../../shared/capture/form-config.ts';
import { incomeBandsOffered } from '../../shared/capture/index.ts';
import { type Answer, found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import { InvalidInputError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { type Profile, setProfile } from '../../shared/profiles/index.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { ChangeParts } from './app.ts';

/** The route by which colleagues note what they know of a person. */
export const profileRoute = (parts: ChangeParts, log: Log): ServedRoute =>
  on(setProfileRoute, (request) => {
    const { principal, requestId, params, headers, body } = request;
    const { userId } = principal;
    const change = async (keep: (answer: Answer<ProfileSetView>) => readonly WriteItem[]) => {
      const { leadId } = await findLead(parts.table, principal, params.leadId, setProfileRoute.right);
      const { feedback, survey, satisfaction, ...fields } = body;
      const answer = ({ version }: Profile) => found({ leadId, version }, { etag: `"${version}"` });
      const asked = {
        leadId,
        values: { ...fields, ...(satisfaction === undefined ? {} : { satisfaction: satisfaction === null ? null : String(satisfaction) }) },
        feedback,
        survey: survey && { form: await formOf(survey.formId), answers: survey.answers },
        incomeBands: await incomeBandsOffered(parts.config),
        seenVersion: versionOf(headers['If-Match']),
        actor: { kind: 'user', id: userId },
        correlationId: requestId,
      } as const;
      const profile = await setProfile({ ...asked, along: (one) => keep(answer(one)) }, parts);
      log.info('profile of a lead changed', { userId, leadId, fields: Object.keys(body) });
      return answer(profile);
    };
    const formOf = async (formId: string) => {
      const form = (await parts.config.current(formKind)).documents.get(formId);
      if (form) return form;
      throw new InvalidInputError('there is no such form', [
        { path: 'survey.formId', message: 'give the id of a form that is configured' },
      ]);
    };
    return once(request, { change }, { ...parts, log });
  });
