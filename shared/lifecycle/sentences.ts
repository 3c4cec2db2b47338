import type { Both } from '../leads/event-sentence.ts';
import type { QualificationFactor, QualificationLevel, Temperature } from '../leads/evidence.ts';
import type { Lacking } from '../leads/rules-condition.ts';
import { assertNever } from '../platform/errors.ts';

const factorNames: Readonly<Record<QualificationFactor, Both>> = {
  need: { vi: 'nhu cầu', en: 'need' },
  fit: { vi: 'sự phù hợp', en: 'fit for the need' },
  budget: { vi: 'ngân sách', en: 'budget' },
  authority: { vi: 'quyền quyết định', en: 'authority' },
  timeline: { vi: 'thời điểm mua', en: 'timeline' },
};

const answerNames: Readonly<Record<QualificationLevel, Both>> = {
  unknown: { vi: 'chưa rõ', en: 'unknown' },
  no: { vi: 'không', en: 'no' },
  partly: { vi: 'một phần', en: 'partly' },
  yes: { vi: 'có', en: 'yes' },
};

const countNames = {
  reached: { vi: 'cuộc gọi gặp được khách', en: 'calls that reached the person' },
  acceptedOpportunities: { vi: 'cơ hội bán hàng đã được nhận', en: 'opportunities that sales accepted' },
  paidPurchases: { vi: 'đơn hàng đã thanh toán đủ', en: 'purchases that are fully paid' },
} as const satisfies Record<string, Both>;

/** Names one thing that a lead would need and does not have, with what it has instead. */
export function missing(lacking: Lacking): Both {
  switch (lacking.what) {
    case 'temperature':
      return temperature(lacking);
    case 'fit':
      return level({ vi: 'mức phù hợp', en: 'fit' }, lacking);
    case 'qualification':
      return answer(lacking);
    case 'confirmed': {
      const { vi, en } = answer(lacking);
      return { vi: `${vi}, do nhân viên xác nhận`, en: `${en}, confirmed by a colleague` };
    }
    case 'quoteAsked':
      return { vi: 'yêu cầu báo giá của khách', en: 'a request for a quote' };
    case 'reached':
    case 'acceptedOpportunities':
    case 'paidPurchases': {
      const { what, asked, stands } = lacking;
      return {
        vi: `${asked} ${countNames[what].vi} (hiện có ${stands})`,
        en: `${countNames[what].en}, ${asked} or more (there are ${stands}),`,
      };
    }
    default:
      return assertNever(lacking, 'what a condition asks for');
  }
}

const temperatureNames: Readonly<Record<Temperature, Both>> = {
  cold: { vi: 'lạnh', en: 'cold' },
  warm: { vi: 'ấm', en: 'warm' },
  hot: { vi: 'nóng', en: 'hot' },
};

function temperature({ asked, stands }: Extract<Lacking, { readonly what: 'temperature' }>): Both {
  const [wanted, is] = [temperatureNames[asked], temperatureNames[stands]];
  return { vi: `độ nóng từ “${wanted.vi}” (hiện “${is.vi}”)`, en: `temperature of ${wanted.en} or better (it is ${is.en})` };
}

function level(name: Both, { asked, stands }: { readonly asked: string; readonly stands: string }): Both {
  return { vi: `${name.vi} từ ${asked} (hiện là ${stands})`, en: `${name.en} of ${asked} or better (it is ${stands})` };
}

function answer({ factor, asked, stands }: Extract<Lacking, { readonly factor: QualificationFactor }>): Both {
  const { vi, en } = factorNames[factor];
  return {
    vi: `${vi} từ mức “${answerNames[asked].vi}” (hiện là “${answerNames[stands].vi}”)`,
    en: `${en} of “${answerNames[asked].en}” or better (it is “${answerNames[stands].en}”)`,
  };
}
