import { folded } from '@/lib/folded';
import { nameKey } from './name-key';

/** Names of the product and of the people who run it. A name that contains one of them is refused. */
const RESERVED_ANYWHERE = [
  'neighborbid',
  'neighbourbid',
  '네이버비드',
  '네이버 비드',
  '이웃비드',
  '운영자',
  '운영팀',
  '운영진',
  '운영사무국',
  '관리자',
  '관리팀',
  '고객센터',
  '고객지원',
  '고객상담',
  '상담원',
  '공식',
  '어드민',
  '모더레이터',
  '시스템관리',
  'administrator',
  'moderator',
  'helpdesk',
  'webmaster',
  'superuser',
  'customerservice',
  'customersupport',
];

/** Words that others contain (badminton, rooted). They are refused as the whole name, a whole word, or with a number. */
const RESERVED_WORDS = [
  'admin',
  'support',
  'staff',
  'official',
  'system',
  'root',
  'operator',
  'sysop',
  'sysadmin',
  'mod',
  'help',
  '운영',
  '관리',
  '시스템',
  '스태프',
];

/** Letters repeated to get past a list: addmin, 운운영자. */
function withoutRepeats(text: string): string {
  return text.replace(/(.)\1+/gu, '$1');
}

function comparable(name: string): string {
  return withoutRepeats(nameKey(withoutRepeats(folded(name))));
}

const ANYWHERE = RESERVED_ANYWHERE.map(comparable);
const WORDS = new Set(RESERVED_WORDS.map(comparable));

/** Endings that make a name out of a word: 운영님, admin_kr, support 팀. */
const ENDINGS = /(님|팀|계정|team|kr|korea)$/u;

/** Whether a nickname or username passes for the product or the people who run it, also in look-alike letters. */
export function isReservedName(name: string): boolean {
  const whole = comparable(name);
  if (ANYWHERE.some((reserved) => whole.includes(reserved))) return true;
  const words = folded(name).split(/[^\p{L}\p{M}\p{N}]+/u);
  return [folded(name), ...words].some((word) => {
    const bare = word.replace(/\d+$/, '').replace(ENDINGS, '').replace(/\d+$/, '');
    return WORDS.has(comparable(word)) || WORDS.has(comparable(bare));
  });
}
