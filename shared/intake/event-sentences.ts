import { leadCreated, mergeCandidateFound, submissionLinked, submissionReleased, surveyAnswered } from '../../events/index.ts';
import { type Both, type EventNames, type EventSentences, sentenceOf, wordsFor } from '../leads/event-sentence.ts';
import { formName, listFields, sourceName } from '../leads/event-sentences.ts';
import { Temperature } from '../leads/evidence.ts';
import type { Locale } from '../leads/record.ts';
import { renderTemperature } from '../scoring/sentences.ts';

/** What intake tells of posts and of whom they made known. */
export const intakeSentences = {
  'lead.created': sentenceOf(leadCreated, ({ submission, temperature, assignLater }, names) => {
    const place = placeOf(submission, names);
    const [laterVi, laterEn] =
      assignLater === true ? ['; chưa nhờ tư vấn nên marketing giữ', '; asked for no contact, so marketing keeps them'] : ['', ''];
    return {
      vi: `Lead mới từ ${place.vi}${temperatureNow(temperature, 'vi')}${laterVi}`,
      en: `New lead from ${place.en}${temperatureNow(temperature, 'en')}${laterEn}`,
    };
  }),
  'submission.linked': sentenceOf(
    submissionLinked,
    ({ submission, matchedBy, fields = [], proposed }, names) => {
      const { vi, en } = placeOf(submission, names);
      const byLink = { vi: `Gửi ${vi} qua liên kết trong thư`, en: `Posted ${en} by the link of a mail` };
      const again = matchedBy === 'link' ? byLink : { vi: `Khách gửi lại ${vi}`, en: `Posted ${en} again` };
      const opening = isForm(submission) ? again : { vi: `${asOpening(vi)} báo về khách`, en: `${asOpening(en)} told of the person` };
      return { vi: `${opening.vi}${newsOf(fields, proposed, 'vi')}`, en: `${opening.en}${newsOf(fields, proposed, 'en')}` };
    },
    ({ submission, fields = [], proposed = [] }) => !isForm(submission) && fields.length === 0 && proposed.length === 0,
  ),
  'survey.answered': sentenceOf(surveyAnswered, ({ formId, score, group }, names) => {
    const { vi, en } = formName(formId ?? '', names);
    if (typeof score !== 'number') return { vi: `Đã trả lời khảo sát: ${vi}`, en: `Answered a survey: ${en}` };
    const words = wordsFor(surveyGroups, group ?? undefined);
    return { vi: `Khảo sát: ${score}/10${inBrackets(words?.vi)}, ${vi}`, en: `Survey: ${score} of 10${inBrackets(words?.en)}, ${en}` };
  }),
  'submission.released': sentenceOf(submissionReleased, ({ submission }, names) => {
    const { vi, en } = placeOf(submission, names);
    return {
      vi: `Bài gửi từ ${vi} bị giữ lại để kiểm tra đã được một người duyệt cho qua`,
      en: `A post of ${en} that was held back for a look was let in by a person`,
    };
  }),
  'lead.merge_candidate_found': sentenceOf(mergeCandidateFound, ({ otherLeadId, reason }) =>
    otherLeadId === undefined
      ? { vi: 'Có thể trùng với một lead khác', en: 'May be the same person as another lead' }
      : {
          vi: `Có thể trùng với lead ${otherLeadId}${inBrackets(wordsFor(mergeReasons, reason)?.vi)}`,
          en: `May be the same person as lead ${otherLeadId}${inBrackets(wordsFor(mergeReasons, reason)?.en)}`,
        },
  ),
} satisfies EventSentences<'lead.created' | 'submission.linked' | 'survey.answered' | 'submission.released' | 'lead.merge_candidate_found'>;

interface ToldSource {
  readonly channel?: string | undefined;
  readonly sourceId?: string | undefined;
}

const byHand: Both = { vi: 'nhập tay', en: 'a manual entry' };

/** People post forms; of what comes by another channel nobody can say that the person wrote it. */
const isForm = (source: ToldSource | undefined): boolean => (source?.channel ?? 'form') === 'form';

function placeOf(source: ToldSource | undefined, names: EventNames): Both {
  const sourceId = source?.sourceId ?? '';
  if (source?.channel === 'manual') return byHand;
  return isForm(source) ? formName(sourceId, names) : sourceName(sourceId, names);
}

const asOpening = (name: string): string => name.charAt(0).toLocaleUpperCase('vi') + name.slice(1);

const surveyGroups: Readonly<Record<string, Both>> = {
  promoter: { vi: 'sẵn lòng giới thiệu', en: 'would recommend us' },
  passive: { vi: 'tạm hài lòng', en: 'neither for nor against us' },
  detractor: { vi: 'chưa hài lòng', en: 'not content' },
};

const mergeReasons: Readonly<Record<string, Both>> = {
  samePhone: { vi: 'cùng số điện thoại', en: 'same phone' },
  emailAndPhoneOfTwoLeads: { vi: 'e-mail và số điện thoại thuộc hai lead', en: 'e-mail and phone of two leads' },
  proposedAddress: { vi: 'e-mail này từng được đề xuất cho lead kia', en: 'the e-mail was proposed for that lead' },
  saidByRep: { vi: 'người được mời nói là trùng', en: 'a rep said that it is a duplicate' },
  acceptedDetail: { vi: 'đề xuất được chọn thuộc về lead kia', en: 'what was taken over belongs to that lead' },
};

const inBrackets = (words: string | undefined): string => (words === undefined ? '' : ` (${words})`);

/** `, đang ấm`: entries of an earlier version do not tell. */
function temperatureNow(word: string | undefined, locale: Locale): string {
  const temperature = Temperature.safeParse(word).data;
  if (!temperature) return '';
  const name = renderTemperature(temperature, locale).name.toLocaleLowerCase(locale);
  return locale === 'vi' ? `, đang ${name}` : `, ${name}`;
}

/** What a post of a known person says: what the record took over, and what it only said, for nobody has proved it. */
function newsOf(fields: readonly string[], proposed: readonly string[] | undefined, locale: Locale): string {
  const isVi = locale === 'vi';
  if (fields.length === 0 && proposed?.length === 0) return isVi ? ', không có thông tin mới' : ', nothing new';
  const taken = fields.length === 0 ? '' : `${isVi ? ', có thông tin mới: ' : ', with news: '}${listFields(fields, locale)}`;
  if (proposed === undefined || proposed.length === 0) return taken;
  return `${taken}${isVi ? ', còn ghi khác (chưa xác nhận): ' : ', also said otherwise (unproven): '}${listFields(proposed, locale)}`;
}
