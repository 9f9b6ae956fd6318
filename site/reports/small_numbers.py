"""Which numbers of the published tables are hidden, and how the others are shown. Pure.

**The rule.** A number of people under 5 is hidden, nought as well, so that a hidden one may be nought and says nothing.
Then more are hidden, as few and as small as suffice, until none of the small ones can be worked out: the range in which
each must lie, by all that is known, has 5 or more in it and at least five whole numbers. What is shown is rounded to 5.

**Who attacks.** Somebody who has every table of every period, and knows of each number that is shown its exact value
(more than they get, since it is rounded), that the hidden ones are whole numbers not under nought, and every relation
between them: sums, over the parts of a cut and over the months of a quarter; the same number in two tables; bounds,
where people may be in two parts: the whole is no less than its greatest part and no more than all parts together. They
solve it as a linear programme (reports/solving.py). What they know from elsewhere (that a neighbour goes to that class)
is not in it: against that stand the 5 and the rounding.

What was published cannot be hidden any more, and what was hidden stays hidden: only numbers of the newest period are
chosen. All of those hidden tell nobody anything new, so there always is a choice.

Sources: Government Statistical Service, "Disclosure control guidance for tables produced from administrative sources";
ONS, "Policy on protecting confidentiality in tables of birth and death statistics" (under 5); Cox, "Suppression
methodology and statistical disclosure control", JASA 75 (1980); Fischetti and Salazar, "Solving the cell suppression
problem on tabular data with linear constraints", Management Science 47 (2001): the partners of a cell are those that
move when it is pushed out of the range that it needs, at the least cost.
"""

SMALL = 5  # a number of people under this is hidden, nought as well
STEP = 5  # what is shown is rounded to this
WIDTH = 5  # whole numbers that a hidden one could be, at least


def rounded(number):
    """To the nearest 5: 7 is 5, 8 is 10."""
    return (number + STEP // 2) // STEP * STEP
