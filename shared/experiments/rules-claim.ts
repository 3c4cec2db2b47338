import { mostConversions } from './rules-evidence.ts';
import type { Standing } from './standing-store.ts';

interface Texts {
  readonly vi: string;
  readonly en: string;
}

const letters = { a: 'A', b: 'B' } as const;

/** Says in one sentence what may be claimed of an experiment, and what may not. */
export function claimOf(standing: Standing | undefined): Texts {
  if (!standing) {
    return {
      vi: 'Chưa đếm lần nào: thử nghiệm được đếm mỗi nửa đêm.',
      en: 'Not counted yet: experiments are counted each midnight.',
    };
  }
  const { verdict, weighed, a, b } = standing;
  const left = mostConversions - weighed;
  switch (verdict) {
    case 'running':
      return weighed === 0
        ? { vi: 'Chưa ai đạt mục tiêu: chưa nói được gì.', en: 'Nobody has come to the goal yet: nothing can be said.' }
        : {
            vi: `Chưa đủ bằng chứng: chưa thể nói thư nào tốt hơn, kể cả khi số liệu đang nghiêng về một bên. Dừng khi đủ bằng chứng, hoặc sau ${left} lượt đạt nữa.`,
            en: `Not enough evidence: it cannot be said which mail is better, even where the numbers lean to one side. It ends with enough evidence, or after ${left} more conversions.`,
          };
    case 'none':
      return {
        vi: `Không thấy khác biệt sau ${weighed} lượt đạt: nếu có thì nhỏ. Mọi người nhận thư A. Không có nghĩa là hai thư như nhau.`,
        en: `No difference was found in ${weighed} conversions: if there is one, it is small. Everybody gets mail A. It does not say that both are alike.`,
      };
    case 'a':
    case 'b': {
      const [better, other] = verdict === 'a' ? [letters.a, letters.b] : [letters.b, letters.a];
      const won = standing[verdict];
      const lost = verdict === 'a' ? b : a;
      return {
        vi: `Thư ${better} đưa nhiều người đến mục tiêu hơn thư ${other} (${won.reached} so với ${lost.reached}); nếu hai thư như nhau, chưa đến 5 trong 100 thử nghiệm kết thúc như vậy. Mọi người nhận thư ${better} từ nay. Hơn bao nhiêu thì chưa nói được chính xác.`,
        en: `Mail ${better} brings more people to the goal than mail ${other} (${won.reached} against ${lost.reached}); were both alike, fewer than 5 of 100 experiments would end so. Everybody gets mail ${better} from now on. How much better it is cannot be told exactly.`,
      };
    }
  }
}
