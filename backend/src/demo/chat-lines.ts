/**
 * What happens in the chat of the demo's first study group. `days` before today, `by` is the place in NIGHT_OWLS,
 * `re` the position of the line that is answered, `heart` and the like who reacted with what.
 */
export interface Line {
  days: number;
  clock: string;
  by: number;
  body: string;
  re?: number;
  reactions?: Record<string, number[]>;
  /** The text before it was edited, a minute after it was sent. */
  before?: string;
  mentions?: number[];
}

const day = (
  days: number,
  ...lines: [clock: string, by: number, body: string, more?: Partial<Line>][]
): Line[] => lines.map(([clock, by, body, more]) => ({ days, clock, by, body, ...more }));

export const NIGHT_OWL_LINES: Line[] = [
  ...day(
    24,
    [
      '20:02',
      0,
      'Welcome, owls. Rules: we meet after nine, nobody laughs at a question, and whoever solves it explains it.',
    ],
    ['20:04', 1, 'In. My hostel has light until eleven this week.', { reactions: { '👍': [0, 2] } }],
    ['20:06', 2, 'Same here. Can we start with the recursion sheet?'],
    ['20:09', 3, 'I have the first three done, will bring them.', { re: 2 }],
    ['20:31', 5, 'Adding myself late, I was on the matatu from town.'],
  ),
  ...day(
    22,
    ['19:40', 4, 'Does anybody understand why merge sort needs the extra array?'],
    [
      '19:44',
      0,
      'You can merge in place, but then each merge is no longer linear. The extra array buys you the n log n.',
      { re: 5, reactions: { '💡': [4, 1, 6] } },
    ],
    ['19:47', 4, 'Ah, so it is a trade, not a mistake.'],
    [
      '19:52',
      6,
      'Dr Kamau said exactly that on Monday, I only wrote it down without understanding.',
      { reactions: { '😂': [1, 2, 5] } },
    ],
  ),
  ...day(
    20,
    [
      '21:05',
      1,
      'Quick check, is this linear or not?\n\n```python\ndef has_pair(xs, total):\n    seen = set()\n    for x in xs:\n        if total - x in seen:\n            return True\n        seen.add(x)\n    return False\n```',
    ],
    [
      '21:07',
      2,
      'Expected linear. Worst case the hash table can hurt you.',
      { re: 9, reactions: { '🎯': [0, 1] } },
    ],
    ['21:08', 1, 'Expected is good enough for me today.'],
    [
      '21:15',
      7,
      'Put "expected" in the answer though, marks were cut for that last year.',
      { reactions: { '👍': [1, 2, 3] } },
    ],
  ),
  ...day(
    17,
    ['18:20', 3, 'Sheet 3 is out, due Friday at noon.'],
    ['18:22', 5, 'Question 4 is the only strange one.'],
    ['18:40', 0, 'Call tomorrow at 21:00? I can share the board.', { reactions: { '👍': [1, 2, 3, 4] } }],
    ['18:42', 8, 'I am in, but only on audio, my bundle is nearly over.'],
    ['18:43', 0, 'Audio is fine, the board needs almost nothing.', { re: 16 }],
  ),
  ...day(
    16,
    ['21:00', 0, 'The call is open.'],
    [
      '22:14',
      2,
      'Thank you all. The trick for question 4 was to sort by the **end** of the interval, not by its start.',
      {
        before: 'Thank you all. The trick for question 4 was to sort by the start of the interval.',
        reactions: { '❤️': [0, 3, 4, 8] },
      },
    ],
    [
      '22:15',
      6,
      'I wrote it up while we talked:\n\n1. sort by end\n2. take the first that fits\n3. exchange argument for the proof',
      { reactions: { '🙌': [0, 1, 2, 5] } },
    ],
  ),
  ...day(
    13,
    ['12:31', 4, 'Sheet 3 came back. Fourteen of fifteen.'],
    ['12:33', 1, 'Fifteen. Nobody is more surprised than I am.', { reactions: { '🎉': [0, 2, 3, 4, 6] } }],
    ['12:50', 7, 'Room F is free on Thursday after 17:30, if anyone prefers paper to screens.'],
    ['13:02', 8, 'Yes, paper.', { re: 23 }],
  ),
  ...day(
    10,
    ['20:11', 5, '@Brian can you show the heap again, sift down I mean', { mentions: [1] }],
    [
      '20:16',
      1,
      'Compare with the **larger** child, swap, go on from there. Only one path, so log n.',
      { re: 25, reactions: { '👍': [5] } },
    ],
    ['20:18', 5, 'And building it from the bottom is linear because most nodes are near the leaves?'],
    [
      '20:19',
      1,
      'Exactly that. The sum of h / 2^h stays under 2.',
      { re: 27, reactions: { '💡': [0, 4, 5, 8] } },
    ],
    ['20:27', 6, 'https://en.wikipedia.org/wiki/Binary_heap#Building_a_heap has the sum written out.'],
  ),
  ...day(
    8,
    ['19:03', 0, 'Dr Kamau moved the test to week 10. Room B, bring your student card.'],
    ['19:05', 3, 'That is a gift. Trees need another week.'],
    ['19:06', 4, 'I am not complaining.', { reactions: { '😂': [0, 1, 3] } }],
    ['19:20', 2, 'Shall we split the chapters? One explains, eight ask.'],
    [
      '19:24',
      0,
      'Heaps: Brian. Hashing: Faith. Search trees: me. AVL: Zawadi. Graphs: Kevin.',
      { re: 33, mentions: [1, 2, 3, 5] },
    ],
    ['19:25', 3, 'AVL, why me'],
    ['19:26', 0, 'Because you drew the nicest trees on the board.', { re: 35, reactions: { '❤️': [3, 2] } }],
  ),
  ...day(
    5,
    [
      '21:02',
      2,
      'Hashing in five lines: chain or probe, keep the load under 0.7, never hash what can change, resize by doubling, say "expected" in the answer.',
      { reactions: { '🙌': [0, 1, 4, 5, 6, 7] } },
    ],
    ['21:10', 7, 'Saving this one.'],
    ['21:12', 8, 'Why doubling and not plus 1000?'],
    [
      '21:15',
      2,
      'With plus 1000 you copy everything every 1000 inserts, which is quadratic in the end. Doubling pays two or three steps per insert.',
      { re: 39, reactions: { '💡': [8] } },
    ],
  ),
  ...day(
    3,
    [
      '20:40',
      3,
      'AVL draft. Tell me what is unclear:\n\n- every node keeps its height\n- left and right differ by at most one\n- after an insert walk up, and rotate **once** at the lowest node that is off',
    ],
    ['20:44', 6, 'After a delete it can be more than once, right?'],
    ['20:46', 3, 'Right, up to log n rotations. I will add it.', { re: 42 }],
    ['20:58', 5, 'Graphs will be ready on Sunday, I promise.'],
  ),
  ...day(
    2,
    [
      '10:32',
      2,
      'Who has the proof for the height of AVL trees? Dr Kamau said that it is coming in the test.',
    ],
    [
      '10:38',
      0,
      'Fibonacci trees. N(h) = N(h−1) + N(h−2) + 1, so the height stays under 1.44 log n.',
      { re: 45, reactions: { '🙌': [2, 3] } },
    ],
    ['10:41', 3, 'Nice, and it starts with N(0) = 1 and N(1) = 2.'],
  ),
  ...day(
    1,
    [
      '19:12',
      5,
      'Breadth first for the fewest edges, Dijkstra when edges have lengths, and no negative ones. Notes are nearly done.',
    ],
    [
      '19:30',
      1,
      'Does this rotate the right way? The balance factor has the wrong sign afterwards.\n\n```python\ndef rotate_left(x):\n    y, x.right = x.right, x.right.left\n    y.left = x\n    return y\n```',
    ],
    ['19:33', 1, '@Achieng you had it working on Sunday', { mentions: [0] }],
    [
      '19:36',
      0,
      'Yes, but update the height of x before y, or the sign flips.',
      { re: 49, reactions: { '👍': [1] } },
    ],
    ['19:39', 4, 'I can show it on the board tomorrow at 21:00.', { reactions: { '👍': [0, 1, 2, 3] } }],
    ['19:41', 6, 'Tomorrow at nine then. I bring questions.'],
    ['19:44', 8, 'And I bring tea, virtually.', { reactions: { '😂': [0, 4, 6] } }],
  ),
];

/** For the other groups: openings with what may follow them. `{course}` is the title of the group's course. */
export const SMALL_TALK: string[][] = [
  [
    'Has anybody started on the new sheet for {course}?',
    'Only read it. Question 2 looks long.',
    'Question 2 is the one from the lecture with other numbers.',
    'Then I start there, thank you.',
  ],
  ['Which room is it tomorrow?', 'Look at the timetable, it says so there.', 'Found it.'],
  [
    'I missed the lecture this morning, what was the main point?',
    'One worked example from start to end. I can send a photo of my notes.',
    'That would help a lot.',
    'Sent. Page two is the important one.',
  ],
  ['Call tonight at 20:30?', 'I can do 21:00.', '21:00 works for me too.', 'Settled, 21:00.'],
  [
    'The library copy is back, I have it until Thursday.',
    'May I scan chapter 6?',
    'Come by after the last class.',
  ],
  [
    'My line was down all evening, did I miss anything?',
    'Nothing that cannot be read here.',
    'Good, reading.',
  ],
  [
    'Lab report: does everyone do all five parts or do we split?',
    'Split, and then everyone reads everything.',
    'I take parts one and two.',
    'Three.',
    'Four and five are mine then.',
  ],
  [
    'I think the sample solution has a sign wrong in the second line.',
    'I got the same as you.',
    'I asked, it is a misprint. A corrected one comes tomorrow.',
  ],
  ['Old exam papers for {course} are on the shelf at the department.', 'How many years?', 'Three.'],
  ['Thank you for yesterday, I finally understand it.', 'Explaining it helped me as well.'],
  ['Who presents next week?', 'I can, if someone checks my slides.', 'Send them, I will look tonight.'],
  ['Is anyone else in town on Saturday to work on {course}?', 'Yes, from ten.', 'I come at eleven.'],
];

export const GROUP_NAMES = [
  'Databases, project team 7', 'Probability problem sheets', 'Kernel readers', 'Linear algebra clinic', 'Networks, evening labs', 'Calculus from zero',
  'Physics problem hour', 'Thermodynamics at six', 'Beams and bending', 'Compiler builders', 'Distributed by design', 'Hydraulics field notes',
  'Soil and foundations', 'Robot arm team', 'Machine learning readers', 'Control and coffee', 'Embedded after dark', 'Turkana wind project', 'Cloud bills explained',
]; // prettier-ignore

/** The course that a group of GROUP_NAMES belongs to, by the instance's id. */
export const GROUP_COURSES = [
  'c0024', 'c0005', 'c0004', 'c0002', 'c0078', 'c0015', 'c0016', 'c0030', 'c0033', 'c0057', 'c0059', 'c0062', 'c0061', 'c0064', 'c0065', 'c0063', 'c0068', 'c0067', 'c0070',
]; // prettier-ignore
