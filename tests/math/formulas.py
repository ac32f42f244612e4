"""Formulas that the tests share: what talks about machine learning write, and each construction at least once."""

FORMULAS = tuple(
    line.strip()
    for line in r"""
\operatorname{Attention}(Q,K,V)=\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V
\mathcal{L}(\theta)=-\frac{1}{N}\sum_{i=1}^{N}\log p_\theta(y_i\mid x_i)
\theta_{t+1}=\theta_t-\eta\,\nabla_\theta\mathcal{L}(\theta_t)
\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt\pi}{2}
f(x)=\begin{cases}x,&x>0\\0,&\text{否则}\end{cases}
\begin{pmatrix}a&b\\c&d\end{pmatrix}\begin{pmatrix}x\\y\end{pmatrix}=\begin{pmatrix}ax+by\\cx+dy\end{pmatrix}
\lim_{n\to\infty}\left(1+\frac1n\right)^n=e
\hat y=\arg\max_{y}P(y\mid x)
\underbrace{a+b}_{\text{和}}\xrightarrow{f}\overline{AB}
\begin{aligned}a&=b+c\\&=d\end{aligned}
E=mc^2
a^2+b^2=c^2
\sigma(x)=\frac{1}{1+e^{-x}}
\operatorname{ReLU}(x)=\max(0,x)
P(A\mid B)=\frac{P(B\mid A)\,P(A)}{P(B)}
H(p)=-\sum_{x}p(x)\log_2 p(x)
D_{\mathrm{KL}}(P\,\|\,Q)=\sum_{x}P(x)\log\frac{P(x)}{Q(x)}
\nabla\cdot\mathbf{E}=\frac{\rho}{\varepsilon_0}
i\hbar\frac{\partial}{\partial t}\Psi=\hat H\Psi
\sqrt[3]{\frac{x+1}{y}}
\binom{n}{k}=\frac{n!}{k!\,(n-k)!}
\prod_{t=1}^{T}P(w_t\mid w_1,\ldots,w_{t-1})
x_{t-1}=\frac{1}{\sqrt{\alpha_t}}\left(x_t-\frac{1-\alpha_t}{\sqrt{1-\bar\alpha_t}}\,\epsilon_\theta(x_t,t)\right)+z
\begin{bmatrix}1&0&0\\0&1&0\\0&0&1\end{bmatrix}
\mathbb{E}_{x\sim p_{\text{data}}}\left[\log D(x)\right]+\mathbb{E}_{z\sim p_z}\left[\log\left(1-D(G(z))\right)\right]
\bigcup_{i\in I}A_i\subseteq\bigcap_{j}B_j
\iint_D f(x,y)\,dx\,dy
WMQOAV mwWM
\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Phi\Psi\Omega
\alpha\beta\gamma\delta\epsilon\zeta\eta\theta\iota\kappa\lambda\mu\nu\xi\pi\rho\sigma\tau\upsilon\phi\chi\psi\omega
abcdefghijklmnopqrstuvwxyz
ABCDEFGHIJKLMNOPQRSTUVWXYZ
0123456789
\mathbf{abcdefgh}\mathcal{ABCDEFG}\mathbb{ABCDEFG}\mathfrak{ABCabc}
\leq\geq\neq\approx\to\Rightarrow\in\subset\pm\times\cdot
\text{训练集误差}\leq\text{泛化误差}+\epsilon
\sin\theta+\cos\theta+\log x+\exp(y)
\left\{x\middle|x>0\right\}
\bigl(\Bigl(\biggl(\Biggl(x
\vec v,\dot x,\ddot x,\tilde z,\bar x
\overbrace{x_1+x_2+\cdots+x_n}^{n}
\begin{aligned}\frac{\partial L}{\partial w}&=\sum_i(\hat y_i-y_i)x_i\\\frac{\partial L}{\partial b}&=0\end{aligned}
a\equiv b\pmod{n}
x''+y'
\frac{\frac{a}{b}}{\frac{c}{d}}
e^{e^{x^2}}
""".splitlines()
    if line.strip()
)
