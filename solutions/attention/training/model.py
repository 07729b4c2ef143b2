"""One encoder and decoder with two flows of information; a single line of difference between them.

with attention:  context = attend(state, encoder states), afresh for every output word
without:         context = the encoder's last states, the same for every output word

Parameters, sizes and training are the same for both. Shapes: B sentences of T words, d features.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

PAD, END, START = 0, 1, 2
Batch = tuple[list[list[int]], list[list[int]]]  # numbers of words, source and target


class Translator(nn.Module):
    """words: how many the source and the target language have. straight: a word also reaches its encoder
    state directly, past the recurrent layer, so that it speaks more of its own word than of its neighbours.
    """

    def __init__(
        self, words: tuple[int, int], *, attention: bool, embedding: int, straight: bool, d: int = 32
    ) -> None:
        super().__init__()
        self.attention = attention
        # Made in this order: each takes its first values from the same stream of random numbers.
        self.source = nn.Embedding(words[0], embedding, padding_idx=PAD)
        self.target = nn.Embedding(words[1], embedding, padding_idx=PAD)
        self.encoder = nn.GRU(embedding, d // 2, batch_first=True, bidirectional=True)
        self.straight = nn.Linear(embedding, d, bias=False) if straight else None
        self.first = nn.Linear(d, d)
        self.decoder = nn.GRUCell(embedding + d, d)
        self.out = nn.Linear(2 * d, words[1])

    def encode(self, x: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """x: (B, T). Returns: encoder states (B, T, d), and the fixed vector: the last states (B, d)."""
        embedded = self.source(x)
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        packed_states, last = self.encoder(packed)
        states, _ = nn.utils.rnn.pad_packed_sequence(packed_states, batch_first=True, total_length=x.shape[1])
        if self.straight is not None:
            states = states + self.straight(embedded) * (x != PAD).unsqueeze(-1)
        return states, torch.cat([last[0], last[1]], -1)

    def context(self, state: Tensor, states: Tensor, there: Tensor, fixed: Tensor) -> Tensor:
        """state: (B, d). there: (B, T), False for padding. Returns: (B, d)."""
        if not self.attention:
            return fixed
        scores = torch.einsum("bd,btd->bt", state, states).masked_fill(~there, -1e9)
        return torch.einsum("bt,btd->bd", torch.softmax(scores, -1), states)

    def forward(self, x: Tensor, lengths: Tensor, y: Tensor) -> Tensor:
        """y: (B, N), from the start mark on, right words to predict the next from.
        Returns: (B, N - 1, words), unnormalised log probabilities.
        """
        states, fixed = self.encode(x, lengths)
        state, context = torch.tanh(self.first(fixed)), torch.zeros_like(fixed)
        embedded, seen = self.target(y), []
        for step in range(y.shape[1] - 1):
            state = self.decoder(torch.cat([embedded[:, step], context], -1), state)
            context = self.context(state, states, x != PAD, fixed)
            seen.append(torch.cat([state, context], -1))
        return self.out(torch.stack(seen, 1))


def train(model: Translator, batch: Callable[[int], Batch], steps: int, tell: Callable[[str], None]) -> None:
    """batch: makes the batch of a step. tell: is told the mean loss of every 500 steps."""
    rate = 4e-3
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    total = 0.0
    for step in range(steps):
        sources, targets = batch(step)
        x, y = _padded(sources), _padded(targets)
        logits = model(x, torch.tensor([len(source) for source in sources]), y)
        loss = cross_entropy(logits.reshape(-1, logits.shape[-1]), y[:, 1:].reshape(-1), ignore_index=PAD)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if (step + 1) % 500 == 0:
            tell(f"step {step + 1} of {steps}: loss {total / 500:.4f}")
            total = 0.0


def _padded(sequences: list[list[int]]) -> Tensor:
    longest = max(map(len, sequences))
    return torch.tensor([sequence + [PAD] * (longest - len(sequence)) for sequence in sequences])
