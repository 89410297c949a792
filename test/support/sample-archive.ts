import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A paper of the sample archive: invented, like its authors, so that it may be shown anywhere. */
export interface SamplePaper {
  readonly id: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly keywords: readonly string[];
  readonly tldr?: string;
  readonly abstract: string;
  readonly venue?: string;
  readonly decision?: string;
  readonly bibtex?: string;
  /** As pdftotext would write them; left out: the archive has no text of this paper. */
  readonly pages?: readonly string[];
}

export const SAMPLE_PAPERS: readonly SamplePaper[] = [
  {
    id: 'Kx1relu',
    title: 'How Many Folds? Counting the Linear Regions of ReLU Networks in Practice',
    authors: ['Ada Brook', 'Jonas Erdős'],
    keywords: ['ReLU networks', 'expressivity', 'linear regions'],
    tldr: 'Trained networks use a tiny part of the linear regions that theory grants them.',
    abstract:
      'We count the linear regions that trained ReLU networks use on real data, and find that depth adds far fewer of them than the worst case allows.',
    decision: 'Accept (Poster)',
    bibtex:
      '@inproceedings{brook2019folds,\n  title={How Many Folds?},\n  author={Ada Brook and Jonas Erdős},\n  year={2019},\n  url={https://openreview.net/forums?id=Kx1relu}\n}',
    pages: [
      'HOW MANY FOLDS?\nAda Brook, Jonas Erdős\nABSTRACT\nWe count the linear regions that trained networks use.\n1 INTRODUCTION\nA network with rectified units cuts its input into pieces. How many of those pieces does it need?',
      '2 COUNTING\nThe worst case is exponential in depth. In practice, ReLU networks fold the input space far less often than their depth allows, and most folds lie away from the data. We call a region used when a sample falls into it.',
      '3 EXPERIMENTS\nOn three image sets, training moves the folds of ReLU networks towards the decision bound-\nary within the first epoch. Batch size=128 throughout.\nREFERENCES\nD. P. Kingma and J. Ba. Adam: a method for stochastic optimi-\nzation. 2015.\nAda Brook. On pieces. 2018.',
    ],
  },
  {
    id: 'Qm2path',
    title: 'Path Norms Predict Which ReLU Networks Generalise',
    authors: ['Mina Castel'],
    keywords: ['generalization', 'ReLU networks', 'norms'],
    tldr: 'A norm over paths ranks networks by their test error better than the number of weights.',
    abstract:
      'Rescaling a neuron changes its weights and not what the network computes. We compare networks by a norm that rescaling leaves alone.',
    pages: [
      'PATH NORMS\nMina Castel\nABSTRACT\nRescaling a neuron changes its weights.\n1 INTRODUCTION\nTwo ReLU networks that compute the same function may have weights of very different size.',
      '2 RESULTS\nThe path norm ranks 400 networks by test error. Weight decay does not explain this.\nREFERENCES\nJonas Erdős. Norms of networks. 2016.',
    ],
  },
  {
    id: 'Zt3wave',
    title: 'Local Stability of $\\mu$-Wasserstein Critics',
    authors: ['Ravi Monge', 'Lena Ampère'],
    keywords: ['GAN', 'optimal transport'],
    abstract: 'A critic with a simple penalty is locally stable. We prove it, and give the constants.',
    pages: [
      'LOCAL STABILITY\nRavi Monge, Lena Ampère\nABSTRACT\nA critic with a simple penalty is locally stable.\n1 INTRODUCTION\nTraining a generator against a critic may circle for ever. Networks with smooth units are easier to analyse than networks with ReLU units.',
      '2 PROOF\nLet the critic be smooth near the equilibrium.\nREFERENCES\nD. P. Kingma and J. Ba. Adam. 2015.',
    ],
  },
  {
    id: 'Vb4swarm',
    title: 'Talking Less: Cheap Messages in Multi-Agent Learning',
    authors: ['Iris Quill', 'Ada Brook'],
    keywords: ['multi-agent', 'communication', 'reinforcement learning'],
    tldr: 'Agents that pay for every word soon say only what helps.',
    abstract: 'We put a price on messages between agents and watch what they stop saying.',
    pages: [
      'TALKING LESS\nIris Quill, Ada Brook\nABSTRACT\nWe put a price on messages.\n1 INTRODUCTION\nIn cooperative multi-\nagent learning, a message costs nothing in simulation and a lot in the field.',
      '2 METHOD\nEach agent holds a recurrent policy with attention over the messages it received.',
    ],
  },
  {
    id: 'Hd5graph',
    title: 'Graph Attention Without Graphs',
    authors: ['Tom Kipp'],
    keywords: ['graph neural networks', 'attention'],
    abstract: 'Attention over a set, with learned distances, recovers the edges that a graph would give.',
    pages: [
      'GRAPH ATTENTION WITHOUT GRAPHS\nTom Kipp\nABSTRACT\nAttention over a set.\n1 INTRODUCTION\nGraphs are often made up. The Poincaré distance is one way to learn them.',
    ],
  },
  {
    id: 'Lw6plain',
    title: 'A Note Without Its Text',
    authors: ['Anonymous'],
    keywords: ['GAN', 'evaluation'],
    abstract: 'This paper was withdrawn before its text was kept.',
  },
];

/** Writes an archive as the original site kept it. */
export async function writeArchive(
  folder: string,
  papers: readonly SamplePaper[] = SAMPLE_PAPERS,
  venue = 'ICLR.cc/2019/Conference',
): Promise<void> {
  const texts = join(folder, 'text', 'papers');
  await mkdir(texts, { recursive: true });
  const notes = papers.map((paper, index) => ({
    id: paper.id,
    number: index + 1,
    forum: paper.id,
    invitation: `${venue}/-/Blind_Submission`,
    content: {
      title: paper.title,
      abstract: paper.abstract,
      authors: paper.authors,
      keywords: paper.keywords,
      ...(paper.tldr === undefined ? {} : { 'TL;DR': paper.tldr }),
      ...(paper.decision === undefined ? {} : { decision: paper.decision }),
      ...(paper.bibtex === undefined ? {} : { _bibtex: paper.bibtex }),
    },
  }));
  await writeFile(join(folder, 'notes.json'), JSON.stringify({ notes }));
  for (const { id, pages } of papers) {
    if (pages !== undefined) await writeFile(join(texts, `pdf?id=${id}.txt`), `${pages.join('\f')}\f`);
  }
}
