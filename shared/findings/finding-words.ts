import type { Both } from '../leads/event-sentence.ts';
import { assertNever } from '../platform/errors.ts';
import type { Finding } from './finding.ts';

const fields: Readonly<Record<Finding['field'], Both>> = {
  fullName: { vi: 'họ tên', en: 'the name' },
  email: { vi: 'e-mail', en: 'the e-mail address' },
  phone: { vi: 'số điện thoại', en: 'the phone number' },
  company: { vi: 'công ty', en: 'the company' },
  title: { vi: 'chức danh', en: 'the title' },
  province: { vi: 'tỉnh, thành phố', en: 'the province' },
  answer: { vi: 'câu trả lời', en: 'the answer' },
  product: { vi: 'sản phẩm quan tâm', en: 'the product' },
};

const phoneReasons: Readonly<Record<string, Both>> = {
  notANumber: { vi: 'không phải là số', en: 'it is no number' },
  tooShort: { vi: 'thiếu chữ số', en: 'digits are missing' },
  tooLong: { vi: 'thừa chữ số', en: 'it has too many digits' },
  deadRange: { vi: 'đầu số không còn dùng', en: 'its prefix is not in use any more' },
  premium: { vi: 'là số dịch vụ tính phí', en: 'it is a premium-rate number' },
  tollFree: { vi: 'là tổng đài miễn phí', en: 'it is a toll-free number' },
};

const serverReasons: Readonly<Record<string, Both>> = {
  noSuchDomain: { vi: 'tên miền không tồn tại', en: 'the domain does not exist' },
  refusesMail: { vi: 'tên miền không nhận thư', en: 'the domain takes no mail' },
  noServers: { vi: 'tên miền không có máy chủ thư', en: 'the domain has no mail server' },
};

/** Says a finding in a sentence of each language, without anything of the person but the domain that was probably meant. */
export function findingText(finding: Finding): Both {
  const said = textOf(finding);
  return finding.of === undefined
    ? said
    : { vi: `${besides[finding.field]?.vi ?? ''}${said.vi}`, en: `${besides[finding.field]?.en ?? ''}${said.en}` };
}

/** Which of several, for whoever reads the sentence alone. */
const besides: Partial<Readonly<Record<Finding['field'], Both>>> = {
  email: { vi: 'Địa chỉ khác: ', en: 'Another address: ' },
  phone: { vi: 'Số khác: ', en: 'Another number: ' },
};

function textOf({ code, field, reason = '', meant = '', label }: Finding): Both {
  switch (code) {
    case 'emailClosed':
      return { vi: 'E-mail không nhận được: thư đã bị trả về.', en: 'The e-mail address is closed: a mail came back.' };
    case 'emailNoServers':
      return because({ vi: 'Không gửi thư tới được', en: 'Mail cannot reach the address' }, serverReasons[reason]);
    case 'emailUnusable':
      return { vi: 'E-mail khách ghi không dùng được: hỏi lại.', en: 'What was typed for an e-mail address cannot be one: ask for it.' };
    case 'emailServersSilent':
      return { vi: 'Chưa kiểm tra được tên miền của e-mail.', en: 'The domain of the e-mail address could not be checked.' };
    case 'emailSlip':
      return { vi: `E-mail có thể gõ nhầm: ${meant}?`, en: `The e-mail address may be mistyped: ${meant}?` };
    case 'emailDisposable':
      return { vi: 'E-mail tạm thời, sớm không còn dùng.', en: 'A disposable mailbox, which will soon be gone.' };
    case 'emailRole':
      return { vi: 'E-mail dùng chung của nhiều người.', en: 'A mailbox that several people share.' };
    case 'phoneInvalid':
      return because({ vi: 'Không gọi được số này', en: 'The number cannot be called' }, phoneReasons[reason]);
    case 'phoneRenumbered':
      return { vi: 'Đầu số đã đổi: xin cập nhật.', en: 'The prefix of the number has changed: bring it up to date.' };
    case 'phoneNotMobile':
      return { vi: 'Không phải số di động: có thể nhiều người dùng chung.', en: 'No mobile number: several people may share it.' };
    case 'phoneShared':
      return { vi: 'Số này đã thuộc về một khách hàng khác.', en: 'The number is held by another lead.' };
    case 'nameUnreadable':
      return { vi: 'Họ tên không đọc được.', en: 'The name cannot be read.' };
    case 'nameInPart':
      return { vi: 'Họ tên chưa đủ.', en: 'Only a part of the name is known.' };
    case 'answerUnfit':
      return {
        vi: `“${label?.vi ?? reason}” ghi chưa đúng kiểu: hỏi lại khách.`,
        en: `“${label?.en ?? reason}” is not what the field holds: ask again.`,
      };
    case 'missing':
      return { vi: `Chưa có ${fields[field].vi}.`, en: `Ask for ${fields[field].en}: it is not known.` };
    default:
      return assertNever(code, 'the code of a finding');
  }
}

function because(what: Both, reason: Both | undefined): Both {
  return reason ? { vi: `${what.vi}: ${reason.vi}.`, en: `${what.en}: ${reason.en}.` } : { vi: `${what.vi}.`, en: `${what.en}.` };
}
